import { describe, expect, it } from 'vitest';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { askValues } from '../../../domain/sensitivity/ask-values.ts';
import { daysCompared } from '../../../domain/sensitivity/question.ts';
import { sensitivity } from '../../../domain/sensitivity/sensitivity.ts';
import { inCalendarDays as playbook } from '../../support/story.ts';

const days = { from: '2026-03-02', to: '2026-05-31', rules: usualKpiRules };
const path = 'signals.logins-fell.when.tripsAtOrBelow';
const asked = (values: unknown[], of = path) => askValues(playbook, { path: of, values }, days);

describe('Several values that somebody names', () => {
  it('are gone through once each, in their order, beside the one that runs', () => {
    const told = asked([0.7, 0.3, 0.6, 0.7]);
    expect(told).toMatchObject({
      question: { signal: 'logins-fell', path: 'when.tripsAtOrBelow', values: [0.3, 0.7] },
    });
    expect(sensitivity.question.parse('question' in told ? told.question : undefined)).toBeDefined();
  });

  it('are all refused where one does not fit, each such one with what is wrong with it', () => {
    expect(asked([0.5, 0.9, 'low'])).toEqual({
      refused: {
        why: 'unfit',
        unfit: [
          { value: 0.9, problems: [expect.objectContaining({ path: expect.arrayContaining(['recoversAbove']) })] },
          { value: 'low', problems: [expect.objectContaining({ path: path.split('.') })] },
        ],
      },
    });
  });

  it('lie on a scale: a word that the playbook takes as well is asked by itself', () => {
    const told = asked([28, 'once'], 'signals.logins-fell.cooldownInDays');
    expect(told).toMatchObject({ refused: { why: 'unfit', unfit: [{ value: 'once' }] } });
  });

  it.each([
    ['tasks.check-in-look.dueInBusinessDays', []],
    ['signals.no-such.when.tripsAtOrBelow', []],
    ['signals.constructor.when', []],
    ['signals.logins-fell.play', expect.arrayContaining([path])],
  ])('are those of a number that a signal is tuned by: %s is none', (of, comparable) => {
    expect(asked([1, 2], of)).toEqual({ refused: { why: 'no-number', comparable } });
  });

  it('are twelve at most, and one at least beside the one that runs', () => {
    const hundredths = (count: number) => Array.from({ length: count }, (_, n) => (n + 1) / 100);
    expect(asked([...hundredths(12), 0.6])).toMatchObject({ question: { values: hundredths(12) } });
    expect(asked(hundredths(13))).toEqual({ refused: { why: 'too-many', most: 12 } });
    expect(asked([0.6, 0.6])).toEqual({ refused: { why: 'same', runs: 0.6 } });
  });
});

describe('The days over which values are compared', () => {
  it('are those of the page unless said otherwise, so that the command finds its answer', () => {
    expect(daysCompared({}, '2026-06-10')).toEqual({ from: '2026-03-09', to: '2026-06-07' });
    expect(daysCompared({ to: '2026-05-31' }, '2026-06-10')).toEqual({ from: '2026-03-02', to: '2026-05-31' });
    expect(daysCompared({ from: '2026-06-01' }, '2026-06-10')).toEqual({ from: '2026-06-01', to: '2026-06-07' });
  });
});
