import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as readCsv } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseCsv } from '../../cli/commands/import/read-import.ts';
import { type AccountState, evaluate } from '../../domain/evaluation/evaluate.ts';
import { playbookSchema } from '../../domain/playbook/playbook.ts';
import type { Feature } from '../../domain/playbook/vocabulary.ts';
import { type Freshness, freshnessAsOf, type SourcePulse } from '../../domain/sources/freshness.ts';
import { addDays, addMonths, type Day, weekdayOf } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { emptyLifetime, learnDay } from '../../domain/usage/lifetime.ts';
import { TallyBuilder } from '../../domain/usage/tally/usage-tally.ts';
import { usageHistory } from '../../domain/usage/usage-history.ts';
import { demoCompanyAsOf } from '../../local/demo/company.ts';
import { demoPlaybook, factsAsOf } from '../../local/demo/facts.ts';
import { bringToPresent, type DemoEvent, readActivity } from '../../local/demo/history.ts';
import { demoEvents, replayedDays } from '../../local/demo/load-demo.ts';
import { presentWeeks } from '../../local/demo/stretches.ts';
import { parsePlaybook } from '../../playbooks/load.ts';
import { businessDays } from '../support/story.ts';

const clock = localClock('Asia/Tokyo');
const activity = readActivity();
const ownText = readFileSync(join(import.meta.dirname, '../../playbooks/default.yaml'), 'utf8');
const playbook = playbookSchema.parse(parse(demoPlaybook(ownText)));
/** Every weekday once, at the end of a year and around a 29 February. */
const possibleTodays = [...daysFrom('2026-12-29', 4), ...daysFrom('2028-02-28', 3)];

describe.each(possibleTodays)('the demo company on %s', (today) => {
  const events = demoEvents(today, clock);

  it('has a history that ends yesterday', () => {
    expect(events.every(({ time }) => clock.dayOf(Date.parse(time)) < today)).toBe(true);
  });

  it('has activity that keeps its weekdays and hours', () => {
    const originals = new Map(activity.map((event) => [`${event.account} ${event.id}`, event]));
    for (const event of bringToPresent(activity, presentWeeks, today, clock)) {
      const original = originals.get(`${event.account} ${event.id}`) as DemoEvent;
      expect(event.time.slice(11, 19)).toBe(original.time.slice(11, 19));
      expect(weekdayOf(event.time.slice(0, 10))).toBe(weekdayOf(original.time.slice(0, 10)));
    }
  });

  it('knows everybody who was active by a name', () => {
    const named = new Set(demoCompanyAsOf(today).contacts.map(({ account, id, name }) => name && `${account}/${id}`));
    const nameless = events.filter(({ account, user }) => user !== undefined && !named.has(`${account}/${user}`));
    expect([...new Set(nameless.map(({ account, user }) => `${account}/${user}`))]).toEqual([]);
  });

  it('shows risks, opportunities, a renewal and a stage', () => {
    const renewalDate = addDays(today, 85);
    // Axios is in Germany: in four weeks with Christmas as many log-ins are no fall.
    const isAfterChristmas = today === '2026-12-29';
    const axiosFell = ['hand-over b97c394b0db2', 'hand-over e505802b5446', 'logins-fell'];
    expect(openSignals(today, events)).toEqual({
      flask: ['hand-over 903999df9d61'],
      grunt: [
        'health-at-risk',
        'health-dropped',
        'key-person-fell 36a957861f3f',
        'logins-fell',
        'nps-detractor demo#invented-1',
      ],
      axios: ['health-dropped', ...(isAfterChristmas ? [] : axiosFell), 'nps-unanswered f6e5a6bb5ede'].sort(),
      bower: ['health-at-risk', 'must-have-unused merges', 'no-login'],
      moment: ['licenses-nearly-full', 'nps-promoter 49021530a21e', 'records-growing', 'usage-growing'],
      express: ['records-near-limit'],
      koa: ['goal-slipping', `renewal-due ${renewalDate}`, `stage-renewal ${addMonths(renewalDate, -3)}`],
      'node-redis': ['health-dropped'],
      fastify: ['features-combined docs+releases', 'roi-reached'],
      mocha: ['few-first-logins', 'must-have-unused merges', 'other-product-interest forecasting'],
    });
  });

  it('turns into a hand-over at express when a new user appears there today', () => {
    const newcomer = {
      id: 'first-log-in',
      account: 'express',
      user: 'hanako.okada',
      event: 'login',
      time: new Date(clock.startOf(today)).toISOString(),
    };
    const { express } = openSignals(today, [...events, newcomer]);
    expect(express).toEqual(['hand-over hanako.okada', 'records-near-limit']);
  });
});

describe('the past of the demo company', () => {
  const today = '2026-11-29';
  const former = parseCsv('accounts', factsAsOf('former-accounts', today)).rows.map(({ facts }) => facts);
  const past: Record<string, string>[] = readCsv(factsAsOf('past', today), { columns: true });

  it('has customers that left, after they had begun, mostly for a reason that the playbook lists', () => {
    for (const { contractStart, churnedOn, churnReason } of former) {
      expect(String(churnedOn) > String(contractStart)).toBe(true);
      if (churnReason) expect(Object.keys(playbook.reasons?.churn ?? {})).toContain(churnReason);
    }
  });

  it('says of every account what it has paid, and of those that are there ends with what they pay', () => {
    const current = demoCompanyAsOf(today).accounts;
    for (const { id, contractStart } of former) {
      expect(past.find(({ account }) => account === id)).toMatchObject({ effective: contractStart, fact: 'mrr' });
    }
    for (const { id, mrr, currency } of current) {
      expect(past.findLast(({ account }) => account === id)).toMatchObject({ value: `${mrr} ${currency}` });
    }
  });
});

describe('the demo playbook', () => {
  it('is the default playbook with one more alias, features of its own, and one play that is tried in two ways', () => {
    const expected = parse(ownText);
    const { features, aliases, signals, plays, ...others } = parse(demoPlaybook(ownText));
    expect(others).toEqual(without(expected, 'features', 'aliases', 'signals', 'plays'));
    expect(without(plays, 'get-in-touch')).toEqual(without(expected.plays, 'get-in-touch'));
    expect(plays['get-in-touch']).toMatchObject({
      ...expected.plays['get-in-touch'],
      variants: { 'mail-first': {}, 'call-at-once': { steps: [{ task: 'touch-reach-out' }] } },
    });
    expect(aliases).toEqual({ ...expected.aliases, 'change.committed': 'login' });
    expect(without(signals, 'features-combined')).toEqual(without(expected.signals, 'features-combined'));
    expect(new Set(Object.values<Feature>(features).flatMap(({ events }) => events))).toEqual(
      new Set(activity.map(({ event }) => event).filter((event) => event !== 'change.committed')),
    );
  });

  it('is right as a playbook', () => {
    expect(parsePlaybook(demoPlaybook(ownText)).problems).toEqual([]);
  });
});

/** What is open at every account after the replay that `npm start` does. */
function openSignals(today: Day, events: DemoEvent[]): Record<string, string[]> {
  const { accounts, contacts } = demoCompanyAsOf(today);
  const replayed = daysFrom(addDays(today, -replayedDays), replayedDays + 1);
  const pulse = pulseOf(events);
  const pulseUntilYesterday = pulseOf(events.filter(({ time }) => clock.dayOf(Date.parse(time)) < addDays(today, -1)));
  const freshness = new Map(
    replayed.map((asOf) => [
      asOf,
      freshnessAsOf([asOf === today ? pulse : pulseUntilYesterday], playbook, clock, asOf),
    ]),
  );
  return Object.fromEntries(
    accounts.map((account) => {
      const days = daysOf(events.filter((event) => event.account === account.id));
      const lifetime = emptyLifetime();
      for (const day of days) learnDay(lifetime, day);
      let previous: AccountState | null = null;
      // Events of yesterday come in last, when only today is left to be scored.
      for (const asOf of replayed) {
        const known = asOf === today ? days : days.filter(({ day }) => day < addDays(today, -1));
        previous = evaluate({
          account,
          contacts: contacts.filter((contact) => contact.account === account.id),
          answers: [],
          activities: [],
          deadAddresses: [],
          usage: usageHistory(known, lifetime, playbook, asOf),
          businessDays,
          freshness: freshness.get(asOf) as Freshness,
          playbook,
          previous,
        }).next;
      }
      const open = previous?.episodes.filter(({ recoveredOn }) => recoveredOn === undefined) ?? [];
      return [account.id, open.map(({ signal, subject }) => (subject ? `${signal} ${subject}` : signal)).sort()];
    }),
  );
}

function daysOf(events: DemoEvent[]) {
  const builders = new Map<Day, TallyBuilder>();
  for (const { time, event, user, ...details } of events) {
    const at = Date.parse(time);
    const day = clock.dayOf(at);
    const builder = builders.get(day) ?? new TallyBuilder();
    builder.add(event, user, { ...details, source: 'demo', time: at });
    builders.set(day, builder);
  }
  return [...builders].map(([day, builder]) => ({ day, ...builder.build() }));
}

function pulseOf(events: DemoEvent[]): SourcePulse {
  const days = new Map<Day, { day: Day; first: number; last: number }>();
  const names = new Map<string, Day>();
  for (const { time, event } of events) {
    const at = Date.parse(time);
    const day = clock.dayOf(at);
    const known = days.get(day) ?? { day, first: at, last: at };
    days.set(day, { day, first: Math.min(known.first, at), last: Math.max(known.last, at) });
    if (day < (names.get(event) ?? '9999')) names.set(event, day);
  }
  return { source: 'demo', days: [...days.values()], names };
}

function without(group: Record<string, unknown>, ...fields: string[]) {
  return Object.fromEntries(Object.entries(group).filter(([field]) => !fields.includes(field)));
}

function daysFrom(first: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, n) => addDays(first, n));
}
