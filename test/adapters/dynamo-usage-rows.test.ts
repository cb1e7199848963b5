import { describe, expect, it } from 'vitest';
import { encodeTally, TallyBuilder, type UsageTally } from '../../domain/usage/usage-tally.ts';
import {
  decodeLifetime,
  decodeUsageDays,
  encodeTallyRows,
  TornUsageError,
} from '../../functions/adapters/dynamo-usage.ts';

const PK = 'account#koa';

function tallyOf(users: number): UsageTally {
  const builder = new TallyBuilder();
  for (let i = 0; i < users; i += 1) builder.add(i % 2 ? 'login' : 'page.viewed', `user-${i}@example.com`);
  return builder.build();
}

describe('usage rows', () => {
  it('give back what was put in, day by day, and pass over other rows', () => {
    const few = tallyOf(3);
    const items = [
      { pk: { S: PK }, sk: { S: '1#task#x' } },
      ...encodeTallyRows(PK, '2#usage#2026-05-31', encodeTally(few)),
      ...encodeTallyRows(PK, '2#usage#2026-06-01', encodeTally(tallyOf(1))),
      { pk: { S: PK }, sk: { S: '3#account' } },
    ];
    expect(decodeUsageDays(items)).toEqual([
      { day: '2026-05-31', ...few },
      { day: '2026-06-01', ...tallyOf(1) },
    ]);
  });

  it('hold a day of 20,000 users in parts below 350 KB', () => {
    const many = tallyOf(20_000);
    const rows = encodeTallyRows(PK, '2#usage#2026-06-01', encodeTally(many));
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) expect(JSON.stringify(row).length).toBeLessThan(350_000);
    expect(decodeUsageDays(rows)).toEqual([{ day: '2026-06-01', ...many }]);
  });

  it('refuse parts of another write than the head, and a missing part', () => {
    const [head, ...parts] = encodeTallyRows(PK, '2#usage#2026-06-01', encodeTally(tallyOf(20_000)));
    const [first, second] = parts;
    expect(() => decodeUsageDays([head, first as never, { ...second, n: { N: '20001' } } as never])).toThrow(
      TornUsageError,
    );
    expect(() => decodeUsageDays([head, first as never])).toThrow(TornUsageError);
  });

  it('ignore a part left over from a larger write', () => {
    const [head] = encodeTallyRows(PK, '2#usage#2026-06-01', encodeTally(tallyOf(2)));
    const leftOver = { pk: { S: PK }, sk: { S: '2#usage#2026-06-01#01' }, n: { N: '1' }, u: { S: 'ghost=1' } };
    expect(decodeUsageDays([head, leftOver])).toEqual([{ day: '2026-06-01', ...tallyOf(2) }]);
  });
});

describe('lifetime rows', () => {
  it('add up in any order to the earliest first day and the latest month', () => {
    const first = {
      sk: { S: '3#lifetime' },
      e: { S: 'login=2026-01-05,2026-03' },
      u: { S: 'a=2026-01-05,2026-01,1' },
      d: { S: 'login' },
    };
    const second = { sk: { S: '3#lifetime#01' }, e: { S: 'login=2025-12-31,2026-02' }, u: { S: '' }, d: { S: '' } };
    const values = { sk: { S: '3#month-values' }, m: { S: 'records.total%0A2026-01-31=12,a,app%23e1' } };
    const expected = {
      events: new Map([['login', { first: '2025-12-31', lastMonth: '2026-03' }]]),
      users: new Map([['a', { first: '2026-01-05', lastMonth: '2026-01', did: ['login'] }]]),
      values: new Map([
        [
          'records.total',
          new Map([['2026-01', { name: 'records.total', day: '2026-01-31', value: 12, time: 10, id: 'app#e1' }]]),
        ],
      ]),
    };
    expect(decodeLifetime([first, second, values])).toEqual(expected);
    expect(decodeLifetime([values, second, first, { sk: { S: '3#state' } }])).toEqual(expected);
  });
});
