import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Account, Contact } from '../../domain/account/account.ts';
import type { Activity, DeadAddress } from '../../domain/activities/activity.ts';
import type { Answer } from '../../domain/answers/renewal-answer.ts';
import {
  type AccountState,
  type Evaluation,
  type EvaluationInput,
  evaluate,
} from '../../domain/evaluation/evaluate.ts';
import type { SignalReading } from '../../domain/evaluation/read-signals.ts';
import type { Fleet } from '../../domain/fleet/fleet.ts';
import { type Playbook, playbookSchema, type Signal } from '../../domain/playbook/playbook.ts';
import type { ParentFacts } from '../../domain/plays/addressee.ts';
import { freshnessAsOf, type SourcePulse } from '../../domain/sources/freshness.ts';
import { businessDayCounts } from '../../domain/time/business-day-counts.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { lifetimeOf } from '../../domain/usage/lifetime.ts';
import { type EventDetails, TallyBuilder, type UsageDay } from '../../domain/usage/tally/usage-tally.ts';
import { usageHistory } from '../../domain/usage/usage-history.ts';

export const defaultPlaybook: Playbook = playbookSchema.parse(
  parse(readFileSync(new URL('../../playbooks/default.yaml', import.meta.url), 'utf8')),
);
export const tokyo = localClock('Asia/Tokyo');

/** Of customers in Japan, where they don't say a country of their own. */
export const businessDays = businessDayCounts(businessCalendar({}), 'JP');

/** The default playbook with each account compared with itself alone, in windows as they are. */
export const inCalendarDays: Playbook = {
  ...defaultPlaybook,
  signals: Object.fromEntries(
    Object.entries(defaultPlaybook.signals).map(([name, signal]) => {
      if (signal.when.kind !== 'counter-level') return [name, signal];
      const { per: _, against: __, ...when } = signal.when;
      return [name, { ...signal, when } as Signal];
    }),
  ),
};

const NOON_IN_MS = 12 * 3_600_000;

/** An account told in events: what happened on which days, and what every day then makes of it. */
export class Story {
  account: Account = { id: 'koa', name: 'Koa' };
  contacts: Contact[] = [];
  answers: Answer[] = [];
  activities: Activity[] = [];
  deadAddresses: DeadAddress[] = [];
  parent: ParentFacts | null | undefined;
  /** What is known of the other accounts; of nobody unless it is told. */
  fleet: Fleet | undefined;
  playbook: Playbook = defaultPlaybook;
  state: AccountState | null = null;
  /** The source goes on sending (for other accounts) up to this day. */
  sourceSendsUntil: Day = '9999-12-31';
  /** What the source ever sent, by the first day it did; `login` always. */
  known = ['login'];
  /** The company's clock, which says on what day a time lies. */
  clock = tokyo;
  private told = 0;
  private readonly days = new Map<Day, TallyBuilder>();

  happens(day: Day, event: string, times = 1, user = 'somebody'): this {
    const tally = this.days.get(day) ?? new TallyBuilder();
    this.days.set(day, tally);
    for (let i = 0; i < times; i += 1) tally.add(event, user);
    return this;
  }

  /** Events that say more than who did what: a value, a subject, a comment. At noon unless a time (ms) is given. */
  tells(day: Day, event: string, details: Partial<EventDetails> & { user?: string } = {}): this {
    const { user, ...rest } = details;
    const tally = this.days.get(day) ?? new TallyBuilder();
    this.days.set(day, tally);
    this.told += 1;
    const time = this.clock.startOf(day) + NOON_IN_MS;
    tally.add(event, user, { id: `e${this.told}`, source: 'demo', time, ...rest });
    return this;
  }

  /** The same at a time (ISO): the company's clock says on which day it counts. */
  sendsAt(time: string, event: string, details: Partial<EventDetails> & { user?: string } = {}): this {
    const timeInMs = Date.parse(time);
    return this.tells(this.clock.dayOf(timeInMs), event, { time: timeInMs, ...details });
  }

  logins(day: Day, times: number, user?: string): this {
    return this.happens(day, 'login', times, user);
  }

  /** One log-in of the user on each of the days from `from` to `to`. */
  active(user: string, from: Day, to: Day): this {
    for (let day = from; day <= to; day = addDays(day, 1)) this.logins(day, 1, user);
    return this;
  }

  input(asOf: Day): EvaluationInput {
    const usageDays = this.usageDays();
    const lifetime = lifetimeOf(usageDays.filter(({ day }) => day <= asOf));
    return {
      account: this.account,
      contacts: this.contacts,
      answers: this.answers,
      activities: this.activities,
      deadAddresses: this.deadAddresses,
      ...(this.parent !== undefined && { parent: this.parent }),
      usage: usageHistory(usageDays, lifetime, this.playbook, asOf),
      businessDays,
      fleet: this.fleet,
      freshness: freshnessAsOf([this.pulse(asOf)], this.playbook, this.clock, asOf),
      playbook: this.playbook,
      previous: this.state,
    };
  }

  /** Evaluates the day and goes on from what it left. */
  day(asOf: Day): Evaluation {
    const evaluation = evaluate(this.input(asOf));
    this.state = evaluation.next;
    return evaluation;
  }

  /** What the day says of the signal, without going on from it. */
  reading(signal: string, asOf: Day, subject: string | null = null): SignalReading {
    const found = evaluate(this.input(asOf)).signals.find((one) => one.signal === signal && one.subject === subject);
    if (found === undefined) throw new Error(`${asOf} says nothing of ${signal} ${subject ?? ''}`);
    return found;
  }

  /** Every opening and closing of the signal from day to day. */
  history(signal: string, from: Day, to: Day): string[] {
    const told: string[] = [];
    for (let day = from; day <= to; day = addDays(day, 1)) {
      for (const { kind, episode, reason } of this.day(day).transitions) {
        if (episode.signal === signal) told.push([day, kind, reason].filter(Boolean).join(' '));
      }
    }
    return told;
  }

  usageDays(): UsageDay[] {
    return [...this.days].map(([day, tally]) => ({ day, ...tally.build() })).sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  private pulse(asOf: Day): SourcePulse {
    const until = asOf < this.sourceSendsUntil ? asOf : this.sourceSendsUntil;
    const days: SourcePulse['days'] = [];
    for (let back = 60; back >= 0; back -= 1) {
      const day = addDays(until, -back);
      const noon = this.clock.startOf(day) + NOON_IN_MS;
      days.push({ day, first: noon, last: noon });
    }
    return { source: 'demo', days, names: new Map(this.known.map((name) => [name, '2000-01-01'])) };
  }
}
