import { argv, resourceUsage, stdout } from 'node:process';
import { teamOf } from '../../domain/company/team.ts';
import { freshnessTimeline } from '../../domain/replay/timeline.ts';
import type { AccountPast, StudySetting } from '../../domain/studies/study.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { emptyLifetime, encodeSeen, encodeUsers, learnDay } from '../../domain/usage/lifetime.ts';
import { encodeNumberedTally } from '../../domain/usage/tally/numbered-tally.ts';
import { TallyBuilder, type UsageDay } from '../../domain/usage/tally/usage-tally.ts';
import type { Item } from '../../functions/store/item.ts';
import { accountKey, LIFETIME_SORT_KEY, usageKey } from '../../functions/store/keys.ts';
import { decodeKnown, decodeUsageDays, encodeTallyRows } from '../../functions/store/usage/usage-codec.ts';
import { type StudyName, studyKindNamed } from '../../functions/studies/kinds.ts';
import { goThrough } from '../../functions/study-accounts/go-through.ts';
import { bytesOf } from './item-bytes.ts';
import { clock, company, csm, EVENTS, playbook } from './sample-account.ts';

/** A study over so many accounts and a year, out of rows as they are stored: what computing takes, and memory. */
const [kind, accounts] = argv.slice(2) as [StudyName, string];
const [FROM, TO]: [Day, Day] = ['2025-06-01', '2026-05-31'];
const HISTORY_FROM: Day = '2025-01-01';
const USERS = 10;

/** Accounts differ in how much is left of their use, and since when. */
const VARIANTS = 20;

function daysOf(variant: number): UsageDay[] {
  const days: UsageDay[] = [];
  const fallsOn = addDays(FROM, 15 * variant);
  for (let day = HISTORY_FROM; day <= TO; day = addDays(day, 1)) {
    const tally = new TallyBuilder();
    const users = day < fallsOn ? USERS : (variant % 10) + 1;
    for (let user = 0; user < users; user += 1) for (const event of EVENTS) tally.add(event, `user-${user}`);
    days.push({ day, ...tally.build() });
  }
  return days;
}

function rowsOf(variant: number): Item[] {
  const days = daysOf(variant);
  const lifetime = emptyLifetime();
  for (const day of days) learnDay(lifetime, day);
  const { names, users } = encodeUsers(lifetime.users);
  const pk = accountKey(`variant-${variant}`);
  const row: Item = {
    ...{ pk: { S: pk }, sk: { S: LIFETIME_SORT_KEY } },
    ...{ e: { S: encodeSeen(lifetime.events) }, u: { S: users }, d: { S: names }, rev: { N: '1' } },
  };
  const { numbers } = decodeKnown([row]);
  return [...days.flatMap((day) => encodeTallyRows(pk, usageKey(day.day), encodeNumberedTally(day, numbers))), row];
}

function pastOf(id: string, rows: Item[]): AccountPast {
  const since = { from: HISTORY_FROM, recordedAt: clock.startOf(HISTORY_FROM), door: 'import', who: 'import' } as const;
  const { numbers } = decodeKnown(rows);
  return {
    account: { id, name: id, csm: csm.id, stage: 'adoption', licenses: 12 },
    contacts: [],
    ledger: [
      { ...since, fact: 'csm', value: csm.id },
      { ...since, fact: 'stage', value: 'adoption' },
      { ...since, fact: 'mrr', value: { amount: 120_000, currency: 'JPY' } },
    ],
    usageDays: decodeUsageDays(rows, numbers),
    ...{
      overtaken: [],
      activities: [],
      answers: [],
      deadAddresses: [],
      optOuts: [],
      episodes: [],
      releasedMails: [],
      scores: {},
    },
  };
}

const pulse: { day: Day; first: number; last: number }[] = [];
for (let day = HISTORY_FROM; day <= TO; day = addDays(day, 1)) {
  pulse.push({ day, first: clock.startOf(day), last: clock.startOf(day) + 20 * 3_600_000 });
}
const pulses = [{ source: 'app', days: pulse, names: new Map(EVENTS.map((event) => [event, HISTORY_FROM])) }];
const setting: StudySetting = {
  ...{ running: { version: 'v1', playbook }, company, team: teamOf([csm]), clock, today: addDays(TO, 1) },
  calendar: businessCalendar(company.holidays),
  freshnessBy: (vocabulary) => freshnessTimeline(pulses, vocabulary, clock),
};
const questions: Record<string, unknown> = {
  'what-if': {
    ...{ from: FROM, to: TO },
    change: { set: [{ path: 'signals.logins-fell.when.tripsAtOrBelow', value: 0.7 }] },
  },
  backtest: {
    ...{ outcome: 'churn', leadInDays: 14, horizonInDays: 90, from: FROM, to: TO },
    rules: { backWithinDays: 90, downgradeToFree: 'churn' },
  },
  sensitivity: {
    ...{ from: addDays(TO, -90), to: TO, signal: 'logins-fell', path: 'when.tripsAtOrBelow' },
    values: [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.65, 0.7],
    rules: { backWithinDays: 90, downgradeToFree: 'churn' },
  },
};

const variants = Array.from({ length: VARIANTS }, (_, variant) => rowsOf(variant));
const ids = Array.from({ length: Number(accounts) }, (_, n) => `account-${n}`);
const rowsOfAccount = (id: string) => variants[Number(id.slice('account-'.length)) % VARIANTS] as Item[];
const cpuMs = () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000;
const begunAt = cpuMs();
const { computedInMs } = await goThrough(
  studyKindNamed(kind),
  { question: questions[kind] },
  setting,
  ids,
  { past: async (id) => pastOf(id, rowsOfAccount(id)) },
  cpuMs,
);
stdout.write(
  JSON.stringify({
    computedInMs,
    // With reading the rows apart, as a shard does.
    wholeInMs: cpuMs() - begunAt,
    bytesAnAccount: variants.flat().reduce((sum, row) => sum + bytesOf(row), 0) / VARIANTS,
    megabytes: resourceUsage().maxRSS / 1024,
  }),
);
