import { describe, expect, it } from 'vitest';
import { courseOf } from '../../../domain/kpis/customer-course.ts';
import { type GivenReason, giveReason, takeReasonBack } from '../../../domain/kpis/give-reason.ts';
import type { LedgerEntry, Recorder } from '../../../domain/ledger/ledger-entry.ts';
import type { Day } from '../../../domain/time/day.ts';
import { entry, is, noonOf, pays } from '../ledger/ledger-samples.ts';

const by: Recorder = { door: 'operator', who: 'aya' };

function give(ledger: LedgerEntry[], given: GivenReason, today: Day) {
  return giveReason(ledger, given, { today, recordedAt: noonOf(today), by });
}

function given(ledger: LedgerEntry[], said: GivenReason, today: Day): LedgerEntry[] {
  const entry = give(ledger, said, today);
  if (entry === null || 'refused' in entry) throw new Error('nothing was given');
  return [...ledger, entry];
}

const reasons = (ledger: LedgerEntry[]) => courseOf(ledger).map(({ day, reason }) => [day, reason ?? null]);
const renewalIs = (from: Day, value: Day) => entry(from, { fact: 'renewalDate', value });
const churnFor = (reason: string) => ({ movement: 'churn', reason }) as const;

describe('The reason why a customer leaves', () => {
  const customer = [pays('2026-01-01', 100)];

  it('is told before they have left, and is that of their end', () => {
    const told = given(customer, { ...churnFor('price'), note: 'half as much elsewhere' }, '2026-04-02');
    expect(told.at(-1)).toEqual({
      ...{ fact: 'churnReason', from: '2026-04-02', value: 'price', note: 'half as much elsewhere' },
      recordedAt: noonOf('2026-04-02'),
      ...by,
    });
    expect(reasons([...told, is('2026-07-01', 'churned')])).toEqual([
      ['2026-01-01', null],
      ['2026-07-01', 'price'],
    ]);
  });

  it('is told after they have left, as of the day of their end, and stays where that day is corrected', () => {
    const left = [...customer, is('2026-06-30', 'churned')];
    const told = given(left, churnFor('budget'), '2026-08-01');
    expect(told.at(-1)).toMatchObject({ from: '2026-06-30', value: 'budget' });
    const corrected: LedgerEntry[] = [
      ...told,
      is('2026-06-30', 'churned', { value: null, withdrawn: true, recordedAt: noonOf('2026-08-05') }),
    ];
    for (const day of ['2026-05-31', '2026-07-31']) {
      expect(reasons([...corrected, is(day, 'churned', { recordedAt: noonOf('2026-08-05') })]).at(-1)).toEqual([
        day,
        'budget',
      ]);
    }
  });

  it('is corrected by a later word, with what was said before still known as of then', () => {
    const left = [...customer, is('2026-06-30', 'churned')];
    const told = given(given(left, churnFor('budget'), '2026-07-01'), churnFor('competitor'), '2026-07-09');
    expect(reasons(told).at(-1)).toEqual(['2026-06-30', 'competitor']);
    const then = courseOf(told, { knownBefore: noonOf('2026-07-05') });
    expect(then.at(-1)?.reason).toBe('budget');
  });

  it('is whichever was recorded last, where a file says one beside the end', () => {
    const own = [...customer, is('2026-06-30', 'churned', { reason: 'quality', recordedAt: noonOf('2026-07-03') })];
    const earlier = entry('2026-06-01', { fact: 'churnReason', value: 'price' });
    const later = entry('2026-07-05', { fact: 'churnReason', value: 'price' });
    expect(reasons([...own, earlier]).at(-1)).toEqual(['2026-06-30', 'quality']);
    expect(reasons([...own, later]).at(-1)).toEqual(['2026-06-30', 'price']);
  });

  it('is not that of a later end, once they renewed after all or came back', () => {
    const told = [
      ...customer,
      renewalIs('2026-01-01', '2026-07-01'),
      entry('2026-04-02', { fact: 'churnReason', value: 'price' }),
    ];
    const renewed = [...told, renewalIs('2026-06-20', '2027-07-01'), is('2027-03-01', 'churned')];
    expect(reasons(renewed).at(-1)).toEqual(['2027-03-01', null]);
    const back = [...told, is('2026-07-01', 'churned'), is('2026-09-01', 'active'), is('2026-12-01', 'churned')];
    expect(reasons(back)).toEqual([
      ['2026-01-01', null],
      ['2026-07-01', 'price'],
      ['2026-09-01', null],
      ['2026-12-01', null],
    ]);
  });

  it('is of the end that is named, of several', () => {
    const twice = [...customer, is('2026-03-01', 'churned'), is('2026-05-01', 'active'), is('2026-09-01', 'churned')];
    const told = given(twice, { ...churnFor('in-house'), on: '2026-03-01' }, '2026-10-01');
    expect(reasons(told).filter(([, reason]) => reason !== null)).toEqual([['2026-03-01', 'in-house']]);
    expect(give(twice, { ...churnFor('price'), on: '2026-04-01' }, '2026-10-01')).toEqual({
      refused: 'no-such-movement',
      days: ['2026-03-01', '2026-09-01'],
    });
  });

  it('said twice adds nothing, but another note does', () => {
    const told = given(customer, churnFor('price'), '2026-04-02');
    expect(give(told, churnFor('price'), '2026-04-02')).toBeNull();
    expect(give(told, { ...churnFor('price'), note: 'n' }, '2026-04-02')).not.toBeNull();
  });

  it('is taken back, and what was said before it stands again', () => {
    const back = (ledger: LedgerEntry[], day: Day) => {
      const at = { recordedAt: noonOf(day) + 60_000, by };
      return [...ledger, takeReasonBack(ledger, noonOf(day), at) as LedgerEntry];
    };
    const end = is('2026-07-01', 'churned');
    const once = given(customer, churnFor('price'), '2026-04-02');
    expect(reasons([...back(once, '2026-04-02'), end]).at(-1)).toEqual(['2026-07-01', null]);
    const left = given([...customer, end], churnFor('price'), '2026-07-03');
    const twice = given(left, churnFor('budget'), '2026-07-04');
    expect(reasons(back(twice, '2026-07-04')).at(-1)).toEqual(['2026-07-01', 'price']);
    expect(takeReasonBack(twice, noonOf('2026-07-03'), { recordedAt: 0, by }), 'what no more stands').toBeNull();
  });
});

describe('The reason why a customer pays more or less, or is back', () => {
  const ledger = [
    pays('2026-01-01', 100),
    pays('2026-02-01', 150),
    pays('2026-03-01', 80),
    is('2026-04-01', 'churned'),
    is('2026-05-01', 'reactivated'),
  ];

  it.each([
    ['expansion', '2026-02-01'],
    ['contraction', '2026-03-01'],
    ['win-back', '2026-05-01'],
  ] as const)('stands with what the ledger says of the day: %s', (movement, day) => {
    const told = given(ledger, { movement, reason: 'other', note: 'as they said' }, '2026-06-01');
    const { reason: _, note: __, ...again } = told.at(-1) as LedgerEntry;
    const said = ledger.find(({ from }) => from === day);
    expect(again).toEqual({ ...said, recordedAt: noonOf('2026-06-01'), ...by });
    expect(reasons(told).filter(([, reason]) => reason !== null)).toEqual([[day, 'other']]);
    expect(courseOf(told).map(({ state }) => state)).toEqual(courseOf(ledger).map(({ state }) => state));
  });

  it('is refused where there was no such movement', () => {
    const refused = { refused: 'no-such-movement', days: [] };
    expect(give([pays('2026-01-01', 100)], { movement: 'expansion', reason: 'option' }, '2026-06-01')).toEqual(refused);
  });

  it('is found where an account pays for several products, in several currencies', () => {
    const crm = { product: 'crm' } as const;
    const chat = { product: 'chat', currency: 'USD' } as const;
    const several = [pays('2026-01-01', 100, crm), pays('2026-01-01', 10, chat), pays('2026-02-01', 5, chat)];
    const told = given(several, { movement: 'contraction', reason: 'fewer-users' }, '2026-06-01');
    expect(told.at(-1)).toMatchObject({ fact: 'mrr', product: 'chat', from: '2026-02-01', reason: 'fewer-users' });
    expect(give(several, { movement: 'expansion', reason: 'option' }, '2026-06-01')).toMatchObject({ days: [] });
  });
});
