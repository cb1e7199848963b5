import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignalReading } from '../../../domain/evaluation/read-signals.ts';
import type { Playbook, Signal } from '../../../domain/playbook/playbook.ts';
import { type CourseDay, replayCourse } from '../../../domain/replay/course.ts';
import { pulsesOf, usageDaysOf } from '../../../domain/replay/events-by-day.ts';
import { type ReplayInput, replayDays } from '../../../domain/replay/replay.ts';
import { coursesBeside } from '../../../domain/replay/replay-both.ts';
import { freshnessTimeline } from '../../../domain/replay/timeline.ts';
import type { LiveEpisode, ReadingReason } from '../../../domain/signals/reading.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { addDays } from '../../../domain/time/day.ts';
import { ACCOUNT, LAST_DAY, type Life, lifeOver, planContext } from '../../support/arbitrary-account.ts';
import { defaultPlaybook, tokyo } from '../../support/story.ts';

/** The same cases every time; another seed, and more of them, are tried by hand after a change. */
const seed = Number(process.env.COURSE_SEED ?? 20_260_601);
const numRuns = Number(process.env.COURSE_RUNS ?? 40);
const LIFE_IN_DAYS = 200;

function inputOf(life: Life, playbook: Playbook = defaultPlaybook): ReplayInput {
  return {
    ...life,
    usageDays: usageDaysOf(
      life.events.filter(({ account }) => account === ACCOUNT),
      tokyo,
    ),
    freshness: freshnessTimeline(pulsesOf(life.events, tokyo), playbook, tokyo),
    playbook,
    context: planContext,
    from: addDays(LAST_DAY, -110),
    to: LAST_DAY,
    previous: null,
  };
}

/** What every day brought when all of it is evaluated, with all mails and figures; of these what a course tells. */
function evaluated(input: ReplayInput): CourseDay[] {
  return [...replayDays(input)].map(({ evaluation, notOpen: _, ...day }) => ({
    ...day,
    tasks: day.tasks.map(({ data: _, ...task }) => task),
    mails: day.mails.filter(({ content }) => ['customer', 'draft', 'approval'].includes(content.type)),
    live: evaluation.next.episodes.map(withoutReminders),
    unknown: unknownOf(evaluation.signals),
    stage: evaluation.stage?.stage ?? null,
    health: evaluation.health && { score: evaluation.health.score, stale: evaluation.health.stale },
  }));
}

/** A course tells which tasks have come to the manager, and not of which their assignees were reminded. */
function withoutReminders({ tasks, ...episode }: LiveEpisode): LiveEpisode {
  if (tasks === undefined) return episode;
  return { ...episode, tasks: tasks.map(({ late, ...task }) => (late === 'escalated' ? { ...task, late } : task)) };
}

/** What a course tells of the input's days. */
function courseOf(input: ReplayInput): CourseDay[] {
  return [...replayCourse(input)].map(toldOf);
}

function toldOf({ tasks, live, ...day }: CourseDay): CourseDay {
  return {
    ...day,
    tasks: tasks.map(({ data: _, ...task }: Partial<Task>) => task as CourseDay['tasks'][number]),
    live: live.map(withoutReminders),
  };
}

function unknownOf(readings: readonly SignalReading[]): CourseDay['unknown'] {
  if (readings.some(({ reason }) => reason === 'churned')) return null;
  const told = new Set(readings.flatMap(({ signal, verdict }) => (verdict === 'unknown' ? [] : [signal])));
  const untold = readings.filter(({ signal }) => !told.has(signal)).toReversed();
  return new Map(untold.map(({ signal, reason }) => [signal, reason as ReadingReason]));
}

describe('for any account', () => {
  it('its course tells of each day what evaluating the whole day tells', () => {
    let opened = 0;
    fc.assert(
      fc.property(lifeOver(LIFE_IN_DAYS), (life) => {
        const expected = evaluated(inputOf(life));
        expect(courseOf(inputOf(life))).toEqual(expected);
        opened += expected.reduce((sum, day) => sum + day.opened.length, 0);
      }),
      { seed, numRuns },
    );
    // Lives in which nothing happens would prove nothing.
    expect(opened).toBeGreaterThan(numRuns);
  });

  it('the courses of the signals that a change touches are those that they have among all', () => {
    let opened = 0;
    const anySignal = fc.constantFrom(...Object.keys(defaultPlaybook.signals));
    fc.assert(
      fc.property(lifeOver(LIFE_IN_DAYS), anySignal, (life, name) => {
        // Another signal looks whether the log-ins have fallen: it goes its own way for as long as it sees something else.
        const afters = [name, 'logins-fell'].map(withOtherBounds);
        const { playbook: before, freshness, ...input } = inputOf({ ...life, finishes: [] });
        const coursesOf = coursesBeside(
          { playbook: before, freshness },
          afters.map((playbook) => ({ playbook, freshness })),
        );
        const courses = coursesOf(input);
        const whole = (playbook: Playbook) => evaluated({ ...input, freshness, playbook });
        expect(courses.before.map(toldOf)).toEqual(whole(before));
        afters.forEach((playbook, n) => {
          const after = (courses.after[n] as CourseDay[]).map(toldOf);
          expect(after.map(inAnyOrder)).toEqual(whole(playbook).map(inAnyOrder));
          opened += after.reduce((sum, day) => sum + day.opened.length, 0);
        });
      }),
      { seed, numRuns },
    );
    expect(opened).toBeGreaterThan(0);
  });
});

/** What is told of the signals that a change touches comes after the rest. */
function inAnyOrder({ opened, closed, tasks, mails, live, unknown, ...day }: CourseDay) {
  const sorted = (all: readonly object[]) => all.map((one) => JSON.stringify(one)).sort();
  const lists = [opened, closed, tasks, mails, live, [...(unknown ?? [])]].map(sorted);
  return { ...day, lists, hasLeft: unknown === null };
}

/** The default playbook with another bound, and another rest, of one signal. */
function withOtherBounds(name: string): Playbook {
  const playbook = structuredClone(defaultPlaybook);
  const signal = playbook.signals[name] as Signal;
  const when = signal.when as Record<string, unknown>;
  for (const [field, factor] of [
    ['tripsAtOrBelow', 1.3],
    ['recoversAbove', 1.3],
    ['tripsAtOrAbove', 0.7],
  ] as const) {
    const bound = when[field];
    if (typeof bound === 'number') when[field] = bound * factor;
  }
  signal.cooldownInDays = signal.cooldownInDays === 'once' ? 20 : 3;
  return playbook;
}
