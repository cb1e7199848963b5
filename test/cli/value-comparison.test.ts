import { PassThrough } from 'node:stream';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { valuesText } from '../../cli/commands/studies/value-comparison.ts';
import { Screen } from '../../cli/screen.ts';
import { usualKpiRules } from '../../domain/kpis/kpi-rules.ts';
import type { SensitivityAnswer, ValueOutcome } from '../../domain/sensitivity/sensitivity.ts';

const answer: SensitivityAnswer = {
  ...{ from: '2026-03-09', to: '2026-06-07', weeks: 13, tellableFrom: '2025-01-01' },
  ...{ accounts: 1_240, accountsWithoutPast: 3, days: 112_840, unknownDays: 5_310 },
  ...{ left: 140, leftUnknown: 6, runs: 0.6, capacity: 1_560, peopleWithCapacity: 24 },
  values: Array.from({ length: 13 }, (_, n): ValueOutcome => {
    const value = Number((0.3 + 0.05 * n).toFixed(2));
    return {
      value,
      alarms: 1_000 + 93 * n,
      comes: 55 * n,
      goes: 12,
      open: 40,
      caught: 4 * n,
      mails: 1_200,
      tasks: 1_990,
      overCapacity: 14,
    };
  }),
};

function textOf(given: Partial<SensitivityAnswer>, columns = 80): string {
  const terminal = Object.assign(new PassThrough(), { isTTY: true, columns });
  const study = {
    question: {
      signal: 'logins-fell',
      path: 'when.tripsAtOrBelow',
      values: [],
      from: '2026-03-09',
      to: '2026-06-07',
      rules: usualKpiRules,
    },
    answer: { ...answer, ...given },
    computedInSeconds: 148.2,
    playbook: 'v12',
  };
  return valuesText(new Screen(terminal, terminal, false), study as never);
}

describe('Several values on a terminal', () => {
  it('keep to 80 columns, a line each, with thousands of alarms and the widest interval', () => {
    const lines = textOf({}).split('\n').slice(1, 15);
    expect(lines[0]).toMatch(/^VALUE .*WARNED IN TIME$/);
    expect(lines.slice(1).every((line) => /^0\.\d+ /.test(line))).toBe(true);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
    expect(lines[7]).toMatch(/^0\.6 runs .* 24 of 140 \(12–24 %\)$/);
  });

  it('tell no rate of few who left, and say how many are lacking', () => {
    const text = textOf({ left: 3, leftUnknown: 0 });
    expect(text).toContain('3 left: too few to tell a rate, 7 more outcomes needed.');
    expect(text).toMatch(/0 of 3 \(0–56 %\)/);
  });

  it('say so where nobody left, nobody said what they can do, or the signal knew nothing', () => {
    expect(textOf({ left: 0 })).not.toContain('WARNED');
    expect(textOf({ left: 0 })).toContain('Nobody left in this time');
    expect(textOf({ peopleWithCapacity: 0, capacity: null })).toContain('Nobody has said how many tasks');
    expect(textOf({ unknownDays: 112_840 })).toContain('nothing can be told of any value');
  });
});
