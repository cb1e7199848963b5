import { describe, expect, it } from 'vitest';
import {
  addNpsTallies,
  type NpsAnswer,
  type NpsTally,
  netPromoterScore,
  npsTallies,
  productAnswers,
} from '../../../domain/kpis/net-promoter-score.ts';
import { type Period, periodsOf } from '../../../domain/kpis/period.ts';
import type { Day } from '../../../domain/time/day.ts';

const answer = (contact: string, score: number, more: Partial<NpsAnswer> = {}): NpsAnswer => ({
  account: 'acme',
  contact,
  day: '2026-06-01',
  score,
  about: 'product',
  ...more,
});

const day = (on: Day) => ({ first: on, last: on });
const npsTally = (answers: NpsAnswer[]) => npsTallies(answers, [day('2026-06-30')])[0] as NpsTally;

describe('The NPS', () => {
  const answers = [10, 9, 8, 7, 6, 0, 9, 9, 9, 10].map((score, i) => answer(`person-${i}`, score));

  it('is the share of 9 and 10 less that of 0 to 6', () => {
    expect(npsTally(answers)).toEqual({ promoters: 6, passives: 2, detractors: 2 });
    expect(netPromoterScore(npsTally(answers))).toMatchObject({ value: 40, answers: 10, definition: 'nps-of-product' });
  });

  it('says how sure it is', () => {
    const [low, high] = netPromoterScore(npsTally(answers)).interval as [number, number];
    // (6.75 − 2.75) / 13 = 0.308, with a variance of (9.5 / 13 − 0.308²) / 13.
    expect(low).toBeCloseTo(-12.6, 1);
    expect(high).toBeCloseTo(74.1, 1);
    const many = netPromoterScore({ promoters: 600, passives: 200, detractors: 200 }).interval as [number, number];
    expect(many[1] - many[0]).toBeLessThan(11);
    expect(netPromoterScore({ promoters: 3, passives: 0, detractors: 0 }).interval?.[1]).toBe(100);
  });

  it('counts a person once, by what they said last', () => {
    const changed = [
      answer('aya', 3),
      answer('aya', 9, { day: '2026-06-05' }),
      answer('aya', 0, { day: '2026-05-01' }),
    ];
    expect(npsTally(changed)).toEqual({ promoters: 1, passives: 0, detractors: 0 });
    expect(npsTally([answer('aya', 3), answer('aya', 9, { account: 'other' })])).toMatchObject({
      promoters: 1,
      detractors: 1,
    });
  });

  it('is told at the end of each period, of what people had said last by then', () => {
    const asked = [answer('aya', 9, { day: '2026-06-10' }), answer('aya', 3, { day: '2026-05-31' }), answer('ken', 8)];
    const [promoter, passive, detractor] = [
      { promoters: 1, passives: 0, detractors: 0 },
      { promoters: 0, passives: 1, detractors: 0 },
      { promoters: 0, passives: 0, detractors: 1 },
    ];
    const nobody = { promoters: 0, passives: 0, detractors: 0 };
    expect(npsTallies(asked, periodsOf('month', '2026-04-01', '2026-10-01'))).toEqual([
      nobody,
      detractor,
      { ...promoter, passives: 1 },
      { ...promoter, passives: 1 },
      { ...promoter, passives: 1 },
      nobody,
      nobody,
    ]);
    const weeks = npsTallies(asked, periodsOf('week', '2026-06-01', '2026-06-08'));
    expect(weeks).toEqual([
      { ...detractor, passives: 1 },
      { ...promoter, passives: 1 },
    ]);
    expect(npsTallies([answer('ken', 8)], [day('2026-05-31'), day('2026-06-01'), day('2026-06-02')])).toEqual([
      nobody,
      passive,
      passive,
    ]);
  });

  it('counts an answer on 92 days, the one on which it was given included', () => {
    const given = answer('aya', 9, { day: '2026-03-01' });
    const lastDays = [day('2026-05-30'), day('2026-05-31'), day('2026-06-01')];
    expect(npsTallies([given], lastDays).map(({ promoters }) => promoters)).toEqual([1, 1, 0]);
    // Who changed their mind is counted anew from then on, and never by what they said before.
    const again = [given, answer('aya', 0, { day: '2026-05-31' })];
    expect(npsTallies(again, lastDays).map(({ promoters, detractors }) => promoters - detractors)).toEqual([1, -1, -1]);
  });

  it('is that of the accounts looked at, by what each is at the end of the period', () => {
    const given = [answer('aya', 9), answer('ken', 3, { account: 'other' })];
    const days = [day('2026-06-01'), day('2026-06-02')];
    const isCounted = (account: string, { last }: Period) => (account === 'acme') === (last === '2026-06-01');
    expect(npsTallies(given, days, isCounted)).toEqual([
      { promoters: 1, passives: 0, detractors: 0 },
      { promoters: 0, passives: 0, detractors: 1 },
    ]);
  });

  it('never holds what was asked of the work of customer success', () => {
    expect(npsTally([answer('aya', 0, { about: 'cs-activity' }), answer('aya', 10)])).toMatchObject({
      promoters: 1,
      detractors: 0,
    });
  });

  it('counts what people answered about the product under whatever name it is sent, and nothing else', () => {
    const reply = (name: string, value?: number, user?: string) => ({
      day: '2026-06-01',
      reply: { id: `demo#${name}`, name, time: 0, ...(value !== undefined && { value }), ...(user && { user }) },
    });
    const replies = [
      reply('nps.answered', 9, 'aya'),
      reply('Recommend', 3, 'ken'),
      reply('nps.answered', 8),
      reply('nps.sent', undefined, 'mei'),
      reply('training.rated', 10, 'mei'),
      reply('nps.answered', 11, 'mei'),
    ];
    expect(productAnswers('acme', replies, { Recommend: 'nps.answered' })).toEqual([
      answer('aya', 9),
      answer('ken', 3),
      answer('#demo#nps.answered', 8),
    ]);
  });

  it('adds up over the parts of a company, and is none where nobody answered', () => {
    const byMonth = (given: NpsAnswer[]) => npsTallies(given, periodsOf('month', '2026-05-01', '2026-06-01'));
    const [some, rest] = [byMonth(answers.slice(0, 4)), byMonth(answers.slice(4))];
    expect(addNpsTallies(some, rest)).toEqual(byMonth(answers));
    expect(netPromoterScore(npsTally([]))).toMatchObject({ value: null, interval: null, answers: 0 });
  });
});
