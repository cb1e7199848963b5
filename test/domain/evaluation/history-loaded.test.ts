import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Evaluation, type EvaluationInput, evaluate } from '../../../domain/evaluation/evaluate.ts';
import { firstDayNeeded, olderDayNeeded, scoredOnIn } from '../../../domain/evaluation/history-needed.ts';
import { remembered } from '../../../domain/locale/remembered.ts';
import type { Playbook, Signal } from '../../../domain/playbook/playbook.ts';
import { planWork } from '../../../domain/plays/plan-work.ts';
import { pulsesOf, usageDaysOf } from '../../../domain/replay/events-by-day.ts';
import type { KnownAccount } from '../../../domain/signals/condition-kind.ts';
import {
  historyOf,
  readCondition,
  type SignalCondition,
  signalConditionSchema,
} from '../../../domain/signals/conditions.ts';
import type { SignalContext } from '../../../domain/signals/reading.ts';
import { freshnessAsOf } from '../../../domain/sources/freshness.ts';
import { addDays, type Day, monthOf } from '../../../domain/time/day.ts';
import { lifetimeOf } from '../../../domain/usage/lifetime.ts';
import { type UsageHistory, usageHistory } from '../../../domain/usage/usage-history.ts';
import { ACCOUNT, LAST_DAY, type Life, lifeOver, planContext } from '../../support/arbitrary-account.ts';
import { businessDays, defaultPlaybook, tokyo } from '../../support/story.ts';
import { withSignal } from '../../support/with-signal.ts';

const seed = 20_260_605;
/** So long that much of it lies before what is read of every account. */
const LIFE_IN_DAYS = 420;
const FROM = addDays(LAST_DAY, -60);

const kinds = [...new Set(signalConditionSchema.options.flatMap(({ shape }) => [...shape.kind.values]))].sort();

interface Given {
  input: EvaluationInput;
  /** The same with as much usage as is loaded. */
  loaded: EvaluationInput;
  known: KnownAccount;
  usageFrom(first: Day): UsageHistory;
}

/** Runs a life day by day on everything that is stored, and tells each day what an evaluation of it was given. */
function* givenEachDay(life: Life, playbook: Playbook): Generator<Given> {
  const stored = usageDaysOf(
    life.events.filter(({ account }) => account === ACCOUNT),
    tokyo,
  );
  const pulses = pulsesOf(life.events, tokyo);
  let previous: EvaluationInput['previous'] = null;
  for (let day = FROM; day <= LAST_DAY; day = addDays(day, 1)) {
    const days = stored.filter((one) => one.day <= day);
    const lifetime = lifetimeOf(days);
    const usageFrom = remembered((first) =>
      usageHistory(
        days.filter((one) => one.day >= first),
        lifetime,
        playbook,
        day,
      ),
    );
    const input: EvaluationInput = {
      account: life.account,
      contacts: life.contacts,
      activities: life.activities,
      answers: life.answers.filter((answer) => answer.day <= day),
      deadAddresses: life.deadAddresses.filter((dead) => dead.day <= day),
      usage: usageFrom(''),
      businessDays,
      freshness: freshnessAsOf(pulses, playbook, tokyo, day),
      playbook,
      previous,
    };
    const from = firstDayNeeded(playbook, day);
    const { account, contacts } = life;
    const stage = previous?.stage?.stage ?? account.stage ?? null;
    const scoredOn = scoredOnIn(previous);
    const known = { account, contacts, lifetime, stage, episodes: previous?.episodes ?? [], scoredOn };
    const loaded = { ...input, usage: usageFrom(olderDayNeeded(playbook, known, from) ?? from) };
    yield { input, loaded, known, usageFrom };
    const evaluation = evaluate(input);
    const work = planWork(input, evaluation, { ...planContext, now: `${day}T00:00:00.000Z` });
    previous = { ...evaluation.next, episodes: work.live };
  }
}

/** A champion's stretches of work, the last of which may come after somebody new appeared. */
const handOverLife = fc
  .record({
    stretches: fc.array(fc.record({ from: fc.nat(LIFE_IN_DAYS), length: fc.integer({ min: 3, max: 25 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    newcomerFrom: fc.integer({ min: LIFE_IN_DAYS - 70, max: LIFE_IN_DAYS }),
    newcomerEvery: fc.integer({ min: 3, max: 12 }),
    isLongAgo: fc.boolean(),
  })
  .map(({ stretches, newcomerFrom, newcomerEvery, isLongAgo }) => {
    const champion = (isLongAgo ? stretches.slice(0, 1) : stretches).flatMap(({ from, length }) =>
      Array.from({ length }, (_, n) => ({ user: 'mei', on: from + n })),
    );
    const records = Array.from({ length: LIFE_IN_DAYS / 10 }, (_, n) => ({
      event: 'records.total',
      value: Math.round(100 * 1.04 ** n),
      on: n * 10,
    }));
    const newcomer = Array.from({ length: 20 }, (_, n) => ({ user: 'ken', on: newcomerFrom + n * newcomerEvery }));
    const logins = [{ user: 'rin', on: 0 }, ...champion, ...newcomer].map((one) => ({ event: 'login', ...one }));
    return [...logins, ...records]
      .filter(({ on }) => on <= LIFE_IN_DAYS)
      .map(({ on, ...event }, n) => ({
        id: `h${n}`,
        account: ACCOUNT,
        source: 'app',
        ...event,
        time: tokyo.startOf(addDays(LAST_DAY, on - LIFE_IN_DAYS)),
      }));
  });

const days = (min: number, max: number) => fc.integer({ min, max });
/** Each two features of the default playbook: some of them are used in nearly every life. */
const names = Object.keys(defaultPlaybook.features);
const pairs = names.flatMap((name, i) =>
  names.slice(i + 1).map((other) => ({ features: [name, other], offer: 'none' })),
);
/** Further signals of the kinds that look far back, with bounds of all sizes. */
const furtherSignals = fc.record(
  {
    'long-silence': days(1, 500).map((limit) => ({
      when: { kind: 'days-since', event: 'login', tripsAtOrAbove: limit, recoversBelow: limit },
    })),
    'long-level': fc.tuple(days(1, 92), days(2, 4)).map(([windowInDays, baselineWindows]) => ({
      when: {
        kind: 'counter-level',
        event: 'login',
        windowInDays,
        baselineWindows,
        minimumBaseline: 1,
        tripsAtOrBelow: 0.6,
        recoversAbove: 0.75,
      },
    })),
    'person-gone': fc.tuple(days(1, 40), days(2, 4)).map(([windowInDays, baselineWindows]) => ({
      when: {
        kind: 'person-level',
        windowInDays,
        baselineWindows,
        minimumBaseline: 1,
        tripsAtOrBelow: 0.6,
        recoversAbove: 0.75,
      },
    })),
    'widely-used': days(1, 92).map((windowInDays) => ({
      when: {
        kind: 'feature-share',
        windowInDays,
        fewestActiveUsers: 1,
        tripsAtOrAbove: 0.5,
        recoversBelow: 0.3,
      },
    })),
    'growing-records': days(1, 12).map((months) => ({
      when: { kind: 'measure-growth', measure: 'records.total', months, tripsAtOrAbove: 0.05, recoversAtOrBelow: 0 },
    })),
    'used-together': days(28, 92).map((windowInDays) => ({
      when: {
        kind: 'features-together',
        combinations: pairs,
        windowInDays,
        tripsAtDays: 1,
        recoversBelowDays: 1,
      },
    })),
    'some-interest': fc.tuple(days(1, 92), days(1, 92)).map(([withinDays, quietForDays]) => ({
      when: {
        kind: 'subject-interest',
        viewed: { event: 'page.viewed', atLeast: 1 },
        downloaded: { event: 'document.downloaded', atLeast: 1 },
        ...{ withinDays, quietForDays },
      },
    })),
    'some-tickets': fc.tuple(days(0, 20), days(1, 2)).map(([openForDays, count]) => ({
      when: { kind: 'tickets-open', openForDays, tripsAtOrAbove: count, recoversBelow: 1 },
    })),
    'other-hand-over': fc
      .tuple(days(5, 92), days(1, 92), days(5, 60), days(7, 60))
      .map(([window, active, silent, goal]) => ({
        when: {
          kind: 'hand-over',
          newcomerWithinDays: 60,
          accountOlderThanDays: 0,
          championActiveDays: Math.min(active, window, 12),
          championWindowInDays: window,
          championSilentDays: silent,
          goalActiveDays: goal,
          goalWindowInDays: goal,
        },
      })),
  },
  { requiredKeys: [] },
);

const lives = fc
  .tuple(lifeOver(LIFE_IN_DAYS), fc.option(handOverLife), furtherSignals)
  .map(([life, handOver, signals]): { life: Life; playbook: Playbook } => {
    let playbook = defaultPlaybook;
    for (const [name, signal] of Object.entries(signals)) {
      playbook = withSignal(name, signal, { signals: playbook.signals });
    }
    if (handOver === null) return { life, playbook };
    const contacts = life.contacts.map(
      (contact) => ({ ...contact, role: contact.id === 'mei' ? 'champion' : 'user' }) as const,
    );
    const others = life.events.filter(({ account, event }) => account !== ACCOUNT || event.startsWith('nps.'));
    return { life: { ...life, contacts, events: [...handOver, ...others] }, playbook };
  });

it('tells the same of what is loaded as of everything that is stored', () => {
  const opened = new Set<string>();
  fc.assert(
    fc.property(lives, ({ life, playbook }) => {
      for (const { input, loaded } of givenEachDay(life, playbook)) {
        const evaluation = evaluate(input);
        for (const { episode } of evaluation.transitions) opened.add(episode.signal);
        expect(evaluate(loaded)).toEqual(evaluation);
      }
    }),
    { seed, numRuns: 80 },
  );
  // Lives in which nothing happens would prove nothing.
  for (const name of ['hand-over', 'other-hand-over', 'long-silence', 'long-level', 'growing-records']) {
    expect(opened).toContain(name);
  }
});

it('reads of every kind of condition the same in the days that the kind asks for as in all', () => {
  const tripped = new Set<string>();
  fc.assert(
    fc.property(lives, ({ life, playbook }) => {
      for (const { input, known, usageFrom } of givenEachDay(life, playbook)) {
        const evaluation = evaluate(input);
        for (const [signal, { when }] of Object.entries(playbook.signals)) {
          const context = contextOf(signal, input, evaluation);
          const readings = readCondition(when, context);
          if (readings.some(({ verdict }) => verdict === 'trips')) tripped.add(when.kind);
          const usage = usageFrom(firstDayAskedFor(when, { ...known, episodes: context.episodes }, context));
          expect(readCondition(when, { ...context, usage }), signal).toEqual(readings);
        }
      }
    }),
    { seed, numRuns: 60 },
  );
  // A kind without a signal that trips is not tried: give it one above, and events it trips on.
  expect([...tripped].sort()).toEqual(kinds);
});

/** What a signal of the day is read by. */
function contextOf(signal: string, input: EvaluationInput, { asOf, stage, health, next }: Evaluation): SignalContext {
  const episodes = (input.previous?.episodes ?? []).filter((episode) => episode.signal === signal);
  const open = episodes.filter(({ recoveredOn }) => recoveredOn === undefined);
  return {
    ...input,
    asOf,
    stage,
    health,
    scores: next.scores,
    watchedSince: next.watchedSince,
    episodes,
    open: new Map(open.map((episode) => [episode.subject, episode])),
    isOpen: (other) => next.episodes.some((one) => one.signal === other && one.recoveredOn === undefined),
    isWorkDone: () => false,
  };
}

/** The first of the days that the kind asks for; this month is always read. */
function firstDayAskedFor(when: SignalCondition, known: KnownAccount, { asOf, playbook }: SignalContext): Day {
  const { days, furtherBack } = historyOf(when);
  const recent = days === 0 ? `${monthOf(asOf)}-01` : addDays(asOf, 1 - days);
  const older = furtherBack?.(known, playbook).map(({ day, daysBefore }) => addDays(day, -daysBefore)) ?? [];
  return [recent, ...older].sort()[0] as Day;
}

describe('a hand-over', () => {
  const days = (from: Day, length: number) => Array.from({ length }, (_, n) => addDays(from, n));
  const storyOf = (champion: Day[], newcomer: Day[]) => {
    const logins = [
      ['rin', ['2025-05-01']],
      ['mei', champion],
      ['ken', newcomer],
    ] as const;
    const events = logins.flatMap(([user, on]) =>
      on.map((day) => ({
        id: `${user} ${day}`,
        account: ACCOUNT,
        source: 'app',
        event: 'login',
        user,
        time: tokyo.startOf(day),
      })),
    );
    return {
      account: { id: ACCOUNT, name: 'Koa' },
      contacts: [{ id: 'mei', account: ACCOUNT, role: 'champion' as const }],
      changes: [],
      events: [
        ...events,
        { id: 'other', account: 'other', source: 'app', event: 'login', user: 'x', time: tokyo.startOf(LAST_DAY) },
      ],
      activities: [],
      answers: [],
      deadAddresses: [],
      finishes: [],
    };
  };
  const sameEveryDay = (life: Life) => {
    const told = [...givenEachDay(life, defaultPlaybook)].map(({ input, loaded }) => [
      evaluate(loaded),
      evaluate(input),
    ]);
    for (const [ofLoaded, ofAll] of told) expect(ofLoaded).toEqual(ofAll);
    return told.flatMap(([, ofAll]) =>
      (ofAll?.transitions ?? []).map(({ kind, episode }) => `${kind} ${episode.signal}`),
    );
  };

  it('opens for a champion who was last active early in the first month that is read', () => {
    // Of 11 April 2026, 119 days back is 13 December; the champion's days before the 3rd lie in November.
    const life = storyOf(days('2025-11-13', 21), ['2026-04-11', '2026-04-20']);
    expect(sameEveryDay(life)).toContain('opened hand-over');
  });

  it('looks at a champion’s days before their last month, as many as the window has', () => {
    // Seen last on the first of a month: all other days of the window lie before it.
    const life = storyOf(days('2025-11-11', 21), ['2026-04-11']);
    const { when } = defaultPlaybook.signals['hand-over'] as Signal;
    const narrow = { ...when, championWindowInDays: 21, championActiveDays: 21 };
    const playbook = withSignal('hand-over', { when: narrow });
    const readings = [...givenEachDay(life, playbook)].flatMap(({ input, known, usageFrom }) => {
      const context = contextOf('hand-over', input, evaluate(input));
      const usage = usageFrom(firstDayAskedFor(narrow as SignalCondition, { ...known, episodes: [] }, context));
      return readCondition(narrow as SignalCondition, { ...context, usage });
    });
    expect(readings.map(({ verdict }) => verdict)).toContain('trips');
  });

  it('is over when a champion silent since long before comes back', () => {
    const life = storyOf([...days('2025-07-01', 21), '2026-05-20'], ['2026-04-11', '2026-04-20', '2026-05-01']);
    expect(sameEveryDay(life)).toEqual(expect.arrayContaining(['opened hand-over', 'closed hand-over']));
  });
});
