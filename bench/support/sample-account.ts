import { readFileSync } from 'node:fs';
import type { Account, Contact, Csm } from '../../domain/account/account.ts';
import { type Company, companySchema } from '../../domain/company/company.ts';
import { remember } from '../../domain/episodes/quiet-memory.ts';
import { type AccountState, type EvaluationInput, evaluate } from '../../domain/evaluation/evaluate.ts';
import { MOST_LIVE_EPISODES, MOST_OPEN_EPISODES } from '../../domain/evaluation/state-bounds.ts';
import { freshnessAsOf, type SourcePulse } from '../../domain/sources/freshness.ts';
import { businessDayCounts } from '../../domain/time/business-day-counts.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { emptyLifetime, encodeSeen, encodeUsers, type Lifetime, learnDay } from '../../domain/usage/lifetime.ts';
import { encodeNumberedTally } from '../../domain/usage/tally/numbered-tally.ts';
import { TallyBuilder, type UsageDay } from '../../domain/usage/tally/usage-tally.ts';
import { usageHistory } from '../../domain/usage/usage-history.ts';
import { encodeAccount, encodeContact } from '../../functions/store/accounts/account-items.ts';
import { encodeState } from '../../functions/store/accounts/state-item.ts';
import type { Item } from '../../functions/store/item.ts';
import { accountKey, LIFETIME_SORT_KEY, usageKey } from '../../functions/store/keys.ts';
import { decodeNumbers, encodeTallyRows } from '../../functions/store/usage/usage-codec.ts';
import { loadPlaybook } from '../../playbooks/load.ts';

export const AS_OF: Day = '2026-06-01';
export const clock = localClock('Asia/Tokyo');
const PLAYBOOK_FILE = 'playbooks/default.yaml';
export const playbook = loadPlaybook(readFileSync(PLAYBOOK_FILE, 'utf8'), PLAYBOOK_FILE);
export const company: Company = companySchema.parse({
  name: 'Sample',
  timeZone: clock.timeZone,
  language: 'ja',
  country: 'JP',
  mailCeiling: 'send',
  systemSender: { name: 'Sakimawari', address: 'sakimawari@example.com' },
  operator: { name: 'Operator', address: 'operator@example.com' },
});
export const csm: Csm = { id: 'sato', name: 'Sato Aoi', email: 'sato@example.com', role: 'csm' };

export const EVENTS = [
  'login',
  'page.viewed',
  'document.created',
  'document.shared',
  'report.exported',
  'comment.added',
  'search.run',
  'record.imported',
  'dashboard.opened',
  'invite.sent',
];
const USERS = 10;
/** A signal that may have any number of episodes at once. */
const ANSWERS = 'nps-detractor';
export const HISTORY_IN_DAYS = 120;

/** An account in steady use: ten people and ten counters on each of 120 days, nothing tripped, scored yesterday. */
export class SampleAccount {
  readonly account: Account;
  readonly contacts: Contact[];
  readonly days: UsageDay[];
  readonly lifetime: Lifetime = emptyLifetime();

  constructor(readonly id: string) {
    this.account = {
      id,
      name: `${id} Inc.`,
      csm: csm.id,
      plan: 'standard',
      mrr: 120_000,
      currency: 'JPY',
      licenses: 12,
      // Nothing leads out of it by itself: a healthy account would move on from any other.
      stage: 'expansion',
      contractStart: '2024-12-01',
      renewalDate: '2026-12-01',
      language: 'ja',
    };
    this.contacts = Array.from({ length: USERS }, (_, n) => ({
      id: userId(n),
      account: id,
      name: `Person ${n}`,
      email: `person-${n}@example.com`,
      role: n === 0 ? 'champion' : 'user',
      keyPerson: n < 2,
    }));
    this.days = Array.from({ length: HISTORY_IN_DAYS }, (_, back) =>
      usageDay(addDays(AS_OF, back + 1 - HISTORY_IN_DAYS)),
    );
    for (const day of this.days) learnDay(this.lifetime, day);
  }

  /** What an evaluation as of the day is given, with the account never scored before. */
  input(asOf: Day): EvaluationInput {
    return {
      account: this.account,
      contacts: this.contacts,
      answers: [],
      activities: [],
      deadAddresses: [],
      usage: usageHistory(this.days, this.lifetime, playbook, asOf),
      businessDays,
      freshness: freshness(asOf),
      playbook,
      previous: null,
    };
  }

  /** All that one Query of an evaluation finds, in the order of its keys. */
  items(state: AccountState = this.stateOfYesterday()): Item[] {
    const pk = accountKey(this.id);
    const { names, users } = encodeUsers(this.lifetime.users);
    const lifetime: Item = {
      pk: { S: pk },
      sk: { S: LIFETIME_SORT_KEY },
      e: { S: encodeSeen(this.lifetime.events) },
      u: { S: users },
      d: { S: names },
      rev: { N: '1' },
    };
    const numbers = decodeNumbers([lifetime]);
    return [
      ...this.days.flatMap((day) => encodeTallyRows(pk, usageKey(day.day), encodeNumberedTally(day, numbers))),
      encodeAccount(this.account),
      ...this.contacts.map(encodeContact),
      lifetime,
      encodeState(this.id, { version: HISTORY_IN_DAYS, state }),
    ];
  }

  /** As much under way, and as much remembered, as one account may have: answers to a survey that nobody has dealt with. */
  largestState(): AccountState {
    const state = this.stateOfYesterday();
    const subject = (n: number) => `survey-answer-${n}`;
    const openedOn = addDays(AS_OF, -20);
    const open = Array.from({ length: MOST_OPEN_EPISODES - state.episodes.length }, (_, n) => ({
      signal: ANSWERS,
      subject: subject(n),
      person: userId(n % USERS),
      openedOn,
      steps: ['detractor-call'],
      tasks: [
        { id: `${this.id}/${subject(n)}/detractor-call`, template: 'detractor-call', due: AS_OF, assignee: csm.id },
      ],
    }));
    const quiet = Array.from({ length: MOST_LIVE_EPISODES - MOST_OPEN_EPISODES }, (_, n) => ({
      signal: ANSWERS,
      subject: subject(n + MOST_OPEN_EPISODES),
      recoveredOn: openedOn,
    }));
    return { ...state, episodes: [...state.episodes, ...open], quiet: remember({}, quiet) };
  }

  private stateOfYesterday(): AccountState {
    const yesterday = addDays(AS_OF, -1);
    const { next, health } = evaluate(this.input(yesterday));
    const scores: Record<Day, number> = {};
    for (let back = HISTORY_IN_DAYS; back > 0; back -= 1) scores[addDays(AS_OF, -back)] = health?.score ?? 0;
    return { ...next, scores };
  }
}

/** Of customers in Japan. */
export const businessDays = businessDayCounts(businessCalendar({}), 'JP');

/** One source, sending every hour until the end of the day. */
export function freshness(asOf: Day) {
  const days = Array.from({ length: 40 }, (_, back): SourcePulse['days'][number] => {
    const day = addDays(asOf, -back);
    const first = clock.startOf(day);
    return { day, first, last: first + 23 * 3_600_000 };
  });
  const names = new Map(EVENTS.map((event) => [event, '2024-12-01']));
  return freshnessAsOf([{ source: 'product', days, names }], playbook, clock, asOf);
}

const userId = (n: number) => `u-${String(n + 1).padStart(4, '0')}`;

function usageDay(day: Day): UsageDay {
  const tally = new TallyBuilder();
  for (let user = 0; user < USERS; user += 1) {
    EVENTS.forEach((event, n) => {
      for (let times = (user + n) % 4; times >= 0; times -= 1) tally.add(event, userId(user));
    });
  }
  return { day, ...tally.build() };
}
