import { describe, expect, it } from 'vitest';
import { busDetailSchema } from '../../../domain/bus/bus-events.ts';
import { BUS_SCHEMA_VERSION } from '../../../domain/bus/bus-schema.ts';
import { eventsOfWork } from '../../../domain/bus/work-events.ts';
import { teamOf } from '../../../domain/company/team.ts';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import { planWork } from '../../../domain/plays/plan-work.ts';
import { businessCalendar } from '../../../domain/time/business-days.ts';
import { company, D, silentAccount, team } from '../../support/plays.ts';
import type { Story } from '../../support/story.ts';

/** Evaluates the day and tells what the bus would be told. */
function told(story: Story, day: string) {
  const now = `${day}T00:00:00.000Z`;
  const input = story.input(day);
  const evaluation = evaluate(input);
  const context = { company, team: teamOf(team), calendar: businessCalendar({}), playbookVersion: 'v1', now };
  const work = planWork(input, evaluation, context);
  const events = eventsOfWork(input, evaluation, work, now);
  story.state = { ...evaluation.next, episodes: work.live };
  return events;
}

describe('what an evaluation tells the bus', () => {
  it('is each signal that opened and each task that was raised, in the documented shape, without names', () => {
    const story = silentAccount([{ task: 'look' }]);
    const events = told(story, D);
    expect(events.map(({ name }) => name)).toEqual(expect.arrayContaining(['signal.opened', 'task.raised']));
    for (const { name, id, at, account, data } of events) {
      const detail = { id, version: BUS_SCHEMA_VERSION, at, account, data };
      expect(busDetailSchema(name).safeParse(JSON.parse(JSON.stringify(detail))).error).toBeUndefined();
    }
    expect(JSON.stringify(events)).not.toMatch(/@|Mika|Ann/);
  });

  it('is nothing on the quiet day after, and nothing when the same day is evaluated again', () => {
    const story = silentAccount([{ task: 'look' }]);
    told(story, D);
    expect(told(story, D)).toEqual([]);
    expect(told(story, '2026-06-02')).toEqual([]);
  });

  it('is the recovery, with its reason', () => {
    const story = silentAccount([{ task: 'look' }]);
    told(story, D);
    story.logins('2026-06-02', 5);
    expect(told(story, '2026-06-03')).toMatchObject([
      { name: 'signal.recovered', data: { signal: 'no-login', reason: 'recovered', recoveredOn: '2026-06-03' } },
    ]);
  });

  it('is a stage that was entered, and a health that fell into a worse grade', () => {
    const story = silentAccount([{ task: 'look' }]);
    const input = story.input(D);
    const health = (score: number, stale = false) => ({ score, stale, parts: [], day: D });
    const stage = (name: 'adoption' | 'expansion') => ({ stage: name, since: D, fact: null });
    const tell = (before: object, next: object) =>
      eventsOfWork(
        { ...input, previous: { ...(input.previous as object), ...before } as never },
        { next: { health: null, stage: null, ...next } as never },
        { opened: [], reopened: [], closed: [], tasks: [] },
        `${D}T00:00:00.000Z`,
      ).map(({ id, data }) => [id, data]);
    expect(tell({ stage: stage('adoption') }, { stage: stage('expansion') })).toEqual([
      ['koa/stage/expansion/2026-06-01', { stage: 'expansion', from: 'adoption', since: D }],
    ]);
    expect(tell({ stage: stage('adoption') }, { stage: stage('adoption') })).toEqual([]);
    const fell = tell({ health: health(900) }, { health: health(100) });
    expect(fell).toEqual([
      ['koa/health/at-risk/2026-06-01', { score: 10, grade: 'at-risk', fromScore: 90, fromGrade: 'healthy', day: D }],
    ]);
    expect(tell({ health: health(100) }, { health: health(900) })).toEqual([]);
    expect(tell({ health: health(900) }, { health: health(100, true) })).toEqual([]);
  });
});
