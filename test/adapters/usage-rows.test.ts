import { describe, expect, it } from 'vitest';
import { encodeNumberedTally } from '../../domain/usage/tally/numbered-tally.ts';
import { TallyBuilder, type UsageTally } from '../../domain/usage/tally/usage-tally.ts';
import {
  decodeLifetime,
  decodeUsageDays,
  encodeTallyRows,
  TornUsageError,
} from '../../functions/store/usage/usage-codec.ts';
import { numbersFor, sorted, unlikeUsers } from '../support/account-numbers.ts';

const PK = 'account#koa';

function tallyOf(users: number): UsageTally {
  const builder = new TallyBuilder();
  for (let i = 0; i < users; i += 1) builder.add(i % 2 ? 'login' : 'page.viewed', `user-${i}@example.com`);
  return builder.build();
}

const numbers = numbersFor([tallyOf(20_000)]);
const rowsOf = (day: string, tally: UsageTally) =>
  encodeTallyRows(PK, `2#usage#${day}`, encodeNumberedTally(tally, numbers));

describe('usage rows', () => {
  it('give back what was put in, day by day, and pass over other rows', () => {
    const few = tallyOf(3);
    const items = [
      { pk: { S: PK }, sk: { S: '1#task#x' } },
      ...rowsOf('2026-05-31', few),
      ...rowsOf('2026-06-01', tallyOf(1)),
      { pk: { S: PK }, sk: { S: '3#account' } },
    ];
    expect(decodeUsageDays(items, numbers).map(sorted)).toEqual([
      { day: '2026-05-31', ...few },
      { day: '2026-06-01', ...tallyOf(1) },
    ]);
  });

  it('hold a day of 20,000 users in one row, and of 20,000 who did all different things in parts below 350 KB', () => {
    const many = tallyOf(20_000);
    expect(rowsOf('2026-06-01', many)).toHaveLength(1);
    expect(decodeUsageDays(rowsOf('2026-06-01', many), numbers).map(sorted)).toEqual([{ day: '2026-06-01', ...many }]);

    const unlike = unlikeUsers(20_000);
    const ofUnlike = numbersFor([unlike]);
    const rows = encodeTallyRows(PK, '2#usage#2026-06-01', encodeNumberedTally(unlike, ofUnlike));
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) expect(JSON.stringify(row).length).toBeLessThan(350_000);
    expect(decodeUsageDays(rows, ofUnlike).map(sorted)).toEqual([{ day: '2026-06-01', ...unlike }]);
  });

  it('refuse parts of another write than the head, and a missing part', () => {
    const unlike = unlikeUsers(20_000);
    const ofUnlike = numbersFor([unlike]);
    const [head, ...parts] = encodeTallyRows(PK, '2#usage#2026-06-01', encodeNumberedTally(unlike, ofUnlike));
    const others = parts.slice(0, -1);
    const mixed = [head, ...others, { ...parts.at(-1), n: { N: '20001' } } as never];
    expect(() => decodeUsageDays(mixed, ofUnlike)).toThrow(TornUsageError);
    expect(() => decodeUsageDays([head, ...others], ofUnlike)).toThrow(TornUsageError);
  });

  it('ignore a part left over from a larger write', () => {
    const [head] = rowsOf('2026-06-01', tallyOf(2));
    const leftOver = { pk: { S: PK }, sk: { S: '2#usage#2026-06-01#01' }, n: { N: '1' }, u: { S: '1=7' } };
    expect(decodeUsageDays([head, leftOver], numbers).map(sorted)).toEqual([{ day: '2026-06-01', ...tallyOf(2) }]);
  });

  it('are read again when the names were read before the day was written, and never read as other names', () => {
    const three = encodeNumberedTally(tallyOf(3), numbersFor([tallyOf(3)]));
    const [head] = encodeTallyRows(PK, '2#usage#2026-06-01', three);
    const lifetime = (events: string, users: string) => ({
      sk: { S: '3#lifetime' },
      e: { S: events },
      u: { S: users },
      d: { S: '' },
    });
    const seen = '=2026-06-01,2026-06';
    const [login, page] = [`login${seen}`, `page.viewed${seen}`];
    const users = [0, 1, 2].map((i) => `user-${i}%40example.com${seen},`);
    const read = (events: string[], ids: string[]) =>
      decodeUsageDays([head, lifetime(events.join('&'), ids.join('&'))]).map(sorted);
    expect(read([login, page], users)).toEqual([{ day: '2026-06-01', ...tallyOf(3) }]);
    expect(() => read([login], users)).toThrow(TornUsageError);
    expect(() => read([login, page], users.slice(0, 2))).toThrow(TornUsageError);
    expect(() => read([login, `logout${seen}`], users)).toThrow(TornUsageError);
    expect(() => read([login, page], [...users.slice(0, 2), `user-9${seen},`])).toThrow(TornUsageError);
    expect(() => decodeUsageDays([head])).toThrow(TornUsageError);
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
