import { describe, expect, it } from 'vitest';
import { firstDayNeeded } from '../../../domain/evaluation/history-needed.ts';
import { NPS_WINDOW_IN_DAYS } from '../../../domain/kpis/definitions.ts';
import type { NpsAnswer } from '../../../domain/kpis/net-promoter-score.ts';
import { goneOnWith, NPS_DAYS_COUNTED, type NpsDays, npsDaysOver, npsOnDay } from '../../../domain/kpis/nps-days.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const today = '2026-06-30';
const answer = (contact: string, day: Day, score: number): NpsAnswer => {
  return { account: 'acme', contact, day, score, about: 'product' };
};
const tally = (promoters: number, detractors = 0) => ({ promoters, passives: 0, detractors });

describe('The NPS of days', () => {
  it('is counted at the end of each of the last days that are over, by the answers that counted then', () => {
    const days = npsDaysOver([answer('aya', '2026-06-10', 10), answer('aya', '2026-06-20', 2)], today);
    expect(Object.keys(days)).toHaveLength(NPS_DAYS_COUNTED);
    expect([days['2026-06-09'], days['2026-06-10'], days['2026-06-19']]).toEqual([tally(0), tally(1), tally(1)]);
    expect([days['2026-06-20'], days['2026-06-29'], days[today]]).toEqual([tally(0, 1), tally(0, 1), undefined]);
  });

  it('has in it what every evaluation reads, and not more', () => {
    const { signals, health } = defaultPlaybook;
    const leanest = { ...defaultPlaybook, signals: {}, health: { ...health, indicators: {} } };
    const oldest = addDays(today, 1 - NPS_DAYS_COUNTED - NPS_WINDOW_IN_DAYS);
    for (const playbook of [leanest, { ...leanest, signals }]) {
      expect(firstDayNeeded(playbook, today) <= oldest).toBe(true);
    }
  });

  it('stands for days that are not counted any more, for about a year', () => {
    const before = { '2025-01-01': tally(1), '2025-09-01': tally(2), '2026-06-29': tally(3) };
    const after = goneOnWith(before, { '2026-06-28': tally(5), '2026-06-29': tally(4) }, today);
    expect(Object.entries(after)).toEqual([
      ['2025-09-01', tally(2)],
      ['2026-06-28', tally(5)],
      ['2026-06-29', tally(4)],
    ]);
  });

  it('is told of all accounts or not at all', () => {
    const buckets: NpsDays[] = [
      { '2026-06-28': tally(1), '2026-06-29': tally(2) },
      { '2026-06-29': { promoters: 1, passives: 4, detractors: 3 } },
    ];
    expect(npsOnDay(buckets, '2026-06-29')).toEqual({ promoters: 3, passives: 4, detractors: 3 });
    expect(npsOnDay(buckets, '2026-06-28')).toBeNull();
    expect(npsOnDay([], '2026-06-29')).toBeNull();
  });
});
