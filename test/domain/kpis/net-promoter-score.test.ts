import { describe, expect, it } from 'vitest';
import {
  addNpsTallies,
  type NpsAnswer,
  netPromoterScore,
  npsTally,
  productAnswers,
} from '../../../domain/kpis/net-promoter-score.ts';

const answer = (contact: string, score: number, more: Partial<NpsAnswer> = {}): NpsAnswer => ({
  account: 'acme',
  contact,
  day: '2026-06-01',
  score,
  about: 'product',
  ...more,
});

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
    const [some, rest] = [npsTally(answers.slice(0, 4)), npsTally(answers.slice(4))];
    expect(addNpsTallies(some, rest)).toEqual(npsTally(answers));
    expect(netPromoterScore(npsTally([]))).toMatchObject({ value: null, interval: null, answers: 0 });
  });
});
