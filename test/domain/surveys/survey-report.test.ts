import { describe, expect, it } from 'vitest';
import type { ActivityAnswer } from '../../../domain/answers/activity-answer.ts';
import type { CsScore } from '../../../domain/answers/cs-score.ts';
import { type SurveyAsk, segmentOf, surveyOf } from '../../../domain/surveys/survey-ask.ts';
import { NOT_NAMED, surveyReport } from '../../../domain/surveys/survey-report.ts';

const asked = (n: number, more: Partial<SurveyAsk> = {}): SurveyAsk => ({
  ...{ account: 'koa', contact: `u${n}`, mail: `m${n}`, survey: 'activity', activity: 'training', day: '2026-05-01' },
  ...{ segment: 'neutral', role: 'admin' },
  ...more,
});
const said = (n: number, expectation: ActivityAnswer['expectation'], more: Partial<ActivityAnswer> = {}) => ({
  ...{ account: 'koa', contact: `u${n}`, mail: `m${n}`, activity: 'training', expectation, day: '2026-05-03' },
  ...more,
});
const scored = (n: number, score: number, more: Partial<CsScore> = {}): CsScore => ({
  ...{ account: 'koa', contact: `u${n}`, mail: `m${n}`, score, day: '2026-05-03' },
  ...more,
});
const numbers = Array.from({ length: 12 }, (_, n) => n);

describe('surveys on our own work', () => {
  it('count who was asked, who answered and who did not, each with its interval', () => {
    const { all, bySegment, byRole, byActivity } = surveyReport(
      numbers.map((n) => asked(n, { segment: n < 2 ? 'fan' : 'neutral', ...(n === 0 && { role: 'executive' }) })),
      [said(0, 'more'), said(1, 'as-expected'), said(2, 'less')],
      [],
    );
    expect(all.answered).toMatchObject({ successes: 3, of: 12, share: 0.25 });
    expect(all.answered.interval?.map((bound) => Math.round(100 * bound))).toEqual([9, 53]);
    expect(all.counts).toEqual({ less: 1, 'as-expected': 1, more: 1 });
    expect(bySegment.map(({ name, answered }) => [name, answered.successes, answered.of, answered.share])).toEqual([
      ['neutral', 1, 10, 0.1],
      // Two say nothing of a share.
      ['fan', 2, 2, null],
    ]);
    expect(byRole.map(({ name, answered }) => [name, answered.of])).toEqual([
      ['admin', 11],
      ['executive', 1],
    ]);
    expect(byActivity.map(({ name }) => name)).toEqual(['training']);
  });

  it('have a net promoter score of their own, with its interval', () => {
    const csNps = { survey: 'cs-nps', activity: undefined } as const;
    const { all, byActivity } = surveyReport(
      numbers.map((n) => asked(n, csNps as never)),
      [],
      [...numbers.slice(0, 6).map((n) => scored(n, 10)), ...numbers.slice(6, 10).map((n) => scored(n, 4))],
    );
    expect(all.nps).toMatchObject({ value: 20, answers: 10 });
    expect(all.nps.interval?.map(Math.round)).toEqual([-35, 66]);
    expect(byActivity.map(({ name }) => name)).toEqual([NOT_NAMED]);
  });

  it('keep what somebody says who has left, and count it in no figure', () => {
    const { all, afterLeaving, voices } = surveyReport(
      [asked(0), asked(1)],
      [said(0, 'more', { hasLeft: true }), said(1, 'more')],
      [scored(2, 0, { hasLeft: true })],
    );
    expect([all.answered.successes, all.counts.more, all.nps.answers]).toEqual([1, 1, 0]);
    expect([afterLeaving, voices.length]).toEqual([2, 3]);
  });

  it('tell of answers to mails of which nobody wrote down that they asked', () => {
    const { all, withoutAsk, bySegment } = surveyReport([asked(0)], [said(0, 'less'), said(5, 'more')], []);
    expect([all.answered.successes, all.answered.of, withoutAsk]).toEqual([1, 1, 1]);
    expect(bySegment.find(({ name }) => name === 'unknown')?.counts.more).toBe(1);
  });

  it('are empty where nobody was asked', () => {
    const { all, voices, byActivity } = surveyReport([], [], []);
    expect([all.answered, all.nps.value, voices, byActivity]).toEqual([
      { successes: 0, of: 0, share: null, interval: null, needed: 10 },
      ...[null, [], []],
    ]);
  });
});

describe('who is asked', () => {
  it.each([
    [{ nps: 9, grade: 'healthy' }, 'fan'],
    [{ nps: 10 }, 'fan'],
    [{ nps: 10, grade: 'at-risk' }, 'worry'],
    [{ nps: 6, grade: 'healthy' }, 'worry'],
    [{ grade: 'at-risk' }, 'worry'],
    [{ nps: 8, grade: 'watch' }, 'neutral'],
    [{ grade: 'healthy' }, 'neutral'],
    [{}, 'unknown'],
  ] as const)('stands by what is known on that day: %o is %s', (known, segment) => {
    expect(segmentOf(known)).toBe(segment);
  });

  it('is known by the mail: one about our work is no survey of the product', () => {
    expect(surveyOf({ asks: 'activity', about: 'training' })).toEqual({ survey: 'activity', activity: 'training' });
    expect(surveyOf({ asks: 'cs-nps' })).toEqual({ survey: 'cs-nps' });
    expect(surveyOf({ asks: 'nps' })).toBeUndefined();
    expect(surveyOf({})).toBeUndefined();
  });
});
