import { describe, expect, it } from 'vitest';
import { definitionNames, definitionWords, kpiNames, kpiUnit, kpiWords } from '../../../domain/kpis/definitions.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { languages } from '../../../domain/locale/locale.ts';

describe('What a figure means', () => {
  it.each(languages)('stands beside it in %s, in words of its own', (language) => {
    const names = kpiNames.map((name) => kpiWords(name)[language]);
    expect(new Set(names).size).toBe(kpiNames.length);
    const texts = definitionNames.map((name) => definitionWords(name)[language](usualKpiRules));
    expect(new Set(texts).size).toBe(definitionNames.length);
  });

  it('names the numbers that it was computed by', () => {
    const { en, ja } = definitionWords('net-cohort');
    expect(en({ ...usualKpiRules, backWithinDays: 1 })).toContain('within 1 day counts');
    expect(ja({ ...usualKpiRules, backWithinDays: 30 })).toContain('30日以内');
  });

  it('is a share, money, customers or points', () => {
    expect(kpiNames.filter((name) => kpiUnit(name) === 'share')).toEqual([
      'customer-churn',
      'customer-retention',
      'gross-revenue-retention',
      'net-revenue-retention',
      'gross-revenue-churn',
      'net-revenue-churn',
    ]);
    expect([kpiUnit('lifetime-value'), kpiUnit('closing-customers'), kpiUnit('nps')]).toEqual([
      'money',
      'customers',
      'points',
    ]);
  });
});
