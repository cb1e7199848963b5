import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account, Contact } from '../../../domain/account/account.ts';
import type { Activity } from '../../../domain/activities/activity.ts';
import { type AccountState, type Evaluation, evaluate } from '../../../domain/evaluation/evaluate.ts';
import { explanationOf } from '../../../domain/evaluation/explanation.ts';
import { type PlannedWork, planWork } from '../../../domain/plays/plan-work.ts';
import { pulsesOf, usageDaysOf } from '../../../domain/replay/events-by-day.ts';
import { type ReplayedDay, replayDays } from '../../../domain/replay/replay.ts';
import { freshnessTimeline } from '../../../domain/replay/timeline.ts';
import { freshnessAsOf, type SourcePulse } from '../../../domain/sources/freshness.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { lifetimeOf } from '../../../domain/usage/lifetime.ts';
import type { UsageDay } from '../../../domain/usage/tally/usage-tally.ts';
import type { UsageEvent } from '../../../domain/usage/usage-event.ts';
import { usageHistory } from '../../../domain/usage/usage-history.ts';
import { ACCOUNT, LAST_DAY, type Life, lifeOver, planContext } from '../../support/arbitrary-account.ts';
import { memoryUsage } from '../../support/memory-usage.ts';
import { shuffle } from '../../support/seeded-random.ts';
import { silenceLog } from '../../support/silence-log.ts';
import { businessDays, defaultPlaybook, tokyo } from '../../support/story.ts';
import { simulateStream } from '../../support/stream-simulation.ts';

silenceLog();

/** The same cases every time; another seed is tried by hand after a change. */
const seed = 20_260_601;
/** Long enough for levels to fall and to recover. */
const LIFE_IN_DAYS = 170;
/** Within the retention of raw events, so that the life can be sent through the roll-up. */
const SHORT_LIFE_IN_DAYS = 87;
/** What lies before it is history. */
const FROM = addDays(LAST_DAY, -75);
const playbook = defaultPlaybook;

const ownEvents = ({ events }: Life) => events.filter(({ account }) => account === ACCOUNT);

function replayOf(life: Life, usageDays: UsageDay[], pulses: SourcePulse[]): ReplayedDay[] {
  const freshness = freshnessTimeline(pulses, playbook, tokyo);
  return [
    ...replayDays({
      ...life,
      usageDays,
      freshness,
      playbook,
      context: planContext,
      from: FROM,
      to: LAST_DAY,
      previous: null,
    }),
  ];
}
const replayOfLife = (life: Life) => replayOf(life, usageDaysOf(ownEvents(life), tokyo), pulsesOf(life.events, tokyo));

describe('for any account', () => {
  it('events that come shuffled, again, late and through crashes lead to the same states', async () => {
    await fc.assert(
      fc.asyncProperty(lifeOver(SHORT_LIFE_IN_DAYS), fc.integer(), async (life, order) => {
        const again = shuffle(life.events, order + 1).slice(0, life.events.length / 4);
        const sent = shuffle([...life.events, ...again], order);
        const { stores, days, sources } = memoryUsage();
        await simulateStream({ deliveries: piecesOf(sent, 40), seed: order, troubles: 4 }, stores);

        const own = [...days].flatMap(([key, day]) => (key.startsWith(`${ACCOUNT} `) ? [day] : []));
        const pulses = [...sources].map(([source, { days: sentOn, names }]) => ({
          source,
          names,
          days: [...sentOn].map(([day, span]) => ({ day, ...span })),
        }));
        expect(replayOf(life, own, pulses)).toEqual(replayOfLife(life));
      }),
      { seed, numRuns: 15 },
    );
  });

  it('going on from day to day tells the same as building each day from scratch', () => {
    fc.assert(
      fc.property(lifeOver(LIFE_IN_DAYS), (life) => {
        const told = replayOfLife(life).map(({ day, opened, closed, tasks, mails, evaluation }) => {
          return { day, opened, closed, tasks, mails, evaluation };
        });
        expect(told).toEqual(straightforward(life));
      }),
      { seed, numRuns: 40 },
    );
  });

  it('a day that runs again and days that are skipped raise nothing twice', () => {
    fc.assert(
      fc.property(
        lifeOver(LIFE_IN_DAYS),
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 75, maxLength: 75 }),
        (life, steps) => {
          const days: Day[] = [];
          for (let day = FROM, n = 0; day <= LAST_DAY; n += 1) {
            days.push(day);
            // Mostly the next day; sometimes the same again, sometimes after a gap.
            day = addDays(day, [1, 1, 0, 1, 3][steps[n % steps.length] as number] as number);
          }
          const ids: string[] = [];
          let before = '';
          for (const { day, work } of runDays(life, days)) {
            const raised = [...work.opened, ...work.tasks, ...work.mails].map(({ id }) => id);
            if (day === before) expect(raised).toEqual([]);
            ids.push(...raised);
            before = day;
          }
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
      { seed, numRuns: 60 },
    );
  });

  it('explanations add up exactly, to the score and to its change', () => {
    let scores = 0;
    let changes = 0;
    const transitions = new Set<string>();
    fc.assert(
      fc.property(lifeOver(LIFE_IN_DAYS), (life) => {
        for (const { evaluation } of replayOfLife(life)) {
          const { health } = explanationOf({ id: ACCOUNT }, { playbook, version: 'v1' }, evaluation, []);
          const points = inTenths(health.parts.map((part) => part.points));
          const change = inTenths(health.parts.map((part) => part.change ?? 0));
          expect(points).toBe(Math.round((health.score ?? 0) * 10));
          expect(change).toBe(Math.round((health.change ?? 0) * 10));
          scores += health.score === null ? 0 : 1;
          changes += health.change === null ? 0 : 1;
          for (const { kind, episode } of evaluation.transitions) transitions.add(`${kind} ${episode.signal}`);
        }
      }),
      { seed, numRuns: 60 },
    );
    // Lives in which nothing is ever known and nothing happens would prove nothing.
    expect(scores).toBeGreaterThan(1000);
    expect(changes).toBeGreaterThan(1000);
    expect(transitions.size).toBeGreaterThan(Object.keys(playbook.signals).length);
  });
});

/** Points are in tenths: added as whole numbers, nothing is lost. */
const inTenths = (points: number[]) => points.reduce((sum, one) => sum + Math.round(one * 10), 0);

function piecesOf<Item>(items: Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}

/** What each day tells when it is built from nothing but the events and records up to it. */
function straightforward(life: Life) {
  return runDays(life, daysFrom(FROM, LAST_DAY)).map(({ day, work, evaluation }) => {
    const { opened, closed, tasks, mails } = work;
    return { day, opened, closed, tasks, mails, evaluation };
  });
}

function daysFrom(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** A loop of its own, which keeps nothing from one day to the next but the state, the open tasks and what was done. */
function runDays(life: Life, days: Day[]): { day: Day; work: PlannedWork; evaluation: Evaluation }[] {
  let state: AccountState | null = null;
  let open: Task[] = [];
  const done: Activity[] = [];
  const told: ReturnType<typeof runDays> = [];
  const finish = (day: Day, template: string, outcome: Life['finishes'][number]['outcome']) => {
    const meant = open.filter((task) => task.template === template);
    for (const { id, episode } of meant) {
      done.push({ id: `task/${id}`, day, kind: 'task', task: { id, episode, template, outcome } });
    }
    open = open.filter((task) => task.template !== template);
    return meant.length > 0;
  };
  for (const day of days) {
    const left = life.finishes.filter(
      (one) => one.day === day && day !== told.at(-1)?.day && !finish(day, one.template, one.outcome),
    );
    const known = life.events.filter(({ time }) => tokyo.dayOf(time) <= day);
    const usageDays = usageDaysOf(known.filter(isOwn), tokyo);
    const input = {
      ...factsOn(life, day),
      activities: [...life.activities, ...done].filter((activity) => activity.day <= day),
      answers: life.answers.filter((answer) => answer.day <= day),
      deadAddresses: life.deadAddresses.filter((dead) => dead.day <= day),
      usage: usageHistory(usageDays, lifetimeOf(usageDays), playbook, day),
      businessDays,
      freshness: freshnessAsOf(pulsesOf(known, tokyo), playbook, tokyo, day),
      playbook,
    };
    const whole: PlannedWork[] = [];
    let evaluation: Evaluation;
    do {
      const given = { ...input, previous: state };
      evaluation = evaluate(given);
      const work = planWork(given, evaluation, { ...planContext, now: `${day}T00:00:00.000Z` });
      state = { ...evaluation.next, episodes: work.live };
      whole.push(work);
    } while (whole.at(-1)?.isPartial);
    const work = whole.reduce((sum, part) => ({
      ...part,
      opened: [...sum.opened, ...part.opened],
      closed: [...sum.closed, ...part.closed],
      abandoned: [...sum.abandoned, ...part.abandoned],
      tasks: [...sum.tasks, ...part.tasks],
      mails: [...sum.mails, ...part.mails],
    }));
    const ended = new Set([...work.closed.map(({ id }) => id), ...work.abandoned]);
    open = [...open.filter(({ episode }) => !ended.has(episode)), ...work.tasks];
    for (const { template, outcome } of left) finish(day, template, outcome);
    told.push({ day, work, evaluation: { ...evaluation, next: state } });
  }
  return told;
}

const isOwn = ({ account }: UsageEvent) => account === ACCOUNT;

function factsOn({ account, contacts, changes }: Life, day: Day): { account: Account; contacts: Contact[] } {
  let facts = account;
  const people = new Map(contacts.map((contact) => [contact.id, contact]));
  const past = changes
    .filter((change) => change.day <= day)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  for (const change of past) {
    facts = { ...facts, ...change.account };
    for (const contact of change.contacts ?? []) {
      people.set(contact.id, { account: ACCOUNT, ...people.get(contact.id), ...contact });
    }
  }
  return { account: facts, contacts: [...people.values()] };
}
