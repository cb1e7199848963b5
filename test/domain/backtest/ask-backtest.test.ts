import { describe, expect, it } from 'vitest';
import { askBacktest, type BacktestOptions } from '../../../domain/backtest/ask-backtest.ts';
import { backtestQuestionSchema } from '../../../domain/backtest/question.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';

const ask = (options: BacktestOptions = {}) => askBacktest(options, { today: '2026-06-10', rules: usualKpiRules });

describe('Who asks for a backtest', () => {
  it('asks of the year up to yesterday whether customers who left were warned of two weeks to a quarter ahead', () => {
    const asked = ask();
    expect(asked).toEqual({
      question: {
        outcome: 'churn',
        leadInDays: 14,
        horizonInDays: 90,
        from: '2025-06-10',
        to: '2026-06-09',
        rules: { backWithinDays: 90, downgradeToFree: 'churn' },
      },
    });
    expect('question' in asked && backtestQuestionSchema.safeParse(asked.question).success).toBe(true);
  });

  it('is told what a lead and a horizon can be', () => {
    expect(ask({ leadInDays: 91 })).toMatchObject({ refused: { option: 'lead', least: 0, most: 90 } });
    expect(ask({ leadInDays: 1.5 })).toMatchObject({ refused: { option: 'lead' } });
    expect(ask({ horizonInDays: 6 })).toMatchObject({ refused: { option: 'horizon', least: 7, most: 365 } });
    expect(ask({ leadInDays: 0, horizonInDays: 7 })).toHaveProperty('question');
  });

  it('is told where days are not over, or too few to judge one alarm, or too many', () => {
    expect(ask({ to: '2026-06-10' })).toEqual({
      refused: { option: 'to', problem: 'not-over', lastDay: '2026-06-09' },
    });
    expect(ask({ from: '2026-02-26' })).toEqual({
      refused: { option: 'from', problem: 'too-late', lastDay: '2026-02-25' },
    });
    expect(ask({ from: '2026-02-25' })).toHaveProperty('question');
    expect(ask({ from: '2024-06-07' })).toEqual({
      refused: { option: 'from', problem: 'too-early', firstDay: '2024-06-08' },
    });
    expect(ask({ from: '2024-06-08' })).toHaveProperty('question');
  });
});
