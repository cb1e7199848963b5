import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Item } from '../../../../functions/store/item.ts';
import { MergedRows, type Place } from '../../../../functions/store/lists/merged-rows.ts';

const rowsOfKeys = fc.array(
  fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 25 }).map((ats) => ats.sort((a, b) => a - b)),
  { minLength: 1, maxLength: 6 },
);

it('gives every row of every key once and in order, whatever it is read by and however often it is interrupted', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsOfKeys,
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 9 }),
      async (keys, atATime, page) => {
        const table = tableOf(keys);
        const seen: string[] = [];
        let places: Place[] | undefined = [];
        for (let pages = 0; places !== undefined; pages += 1) {
          expect(pages).toBeLessThan(1000);
          const rows: MergedRows = new MergedRows([...table.keys()], readOf(table), atATime, places);
          for (let i = 0; i < page; i += 1) {
            const row = await rows.take();
            if (row === undefined) break;
            seen.push(`${row.listedAt?.S} ${row.pk?.S}`);
          }
          places = rows.places();
          // What waits in the next page may not come before what this one gave.
          if (places !== undefined) places = JSON.parse(JSON.stringify(places));
        }
        const all = [...table.values()].flat().map((row) => `${row.listedAt?.S} ${row.pk?.S}`);
        expect([...seen].sort()).toEqual(all.sort());
        const moments = seen.map((text) => text.split(' ')[0]);
        expect(moments).toEqual([...moments].sort());
      },
    ),
    { numRuns: 300 },
  );
});

it('asks all keys at once for what runs low, so that many keys take about as many rounds as one', async () => {
  const table = tableOf(Array.from({ length: 17 }, () => Array.from({ length: 100 }, (_, i) => i)));
  let rounds = 0;
  let underWay = 0;
  const read = readOf(table);
  const rows = new MergedRows(
    [...table.keys()],
    async (...args) => {
      if (underWay === 0) rounds += 1;
      underWay += 1;
      const answer = await read(...args);
      underWay -= 1;
      return answer;
    },
    50,
  );
  let count = 0;
  for await (const _ of rows.all()) count += 1;
  expect(count).toBe(1700);
  expect(rounds).toBeLessThanOrEqual(4);
});

function tableOf(keys: number[][]): Map<string, Item[]> {
  return new Map(
    keys.map((ats, key) => [
      `key-${key}`,
      ats.map((at, i) => ({
        list: { S: `key-${key}` },
        listedAt: { S: String(at).padStart(3, '0') },
        pk: { S: `${key}-${i}` },
        sk: { S: 's' },
      })),
    ]),
  );
}

/** As DynamoDB answers: it names where to go on also where nothing follows. */
const readOf = (table: Map<string, Item[]>) => async (key: string, after: Item | undefined, limit: number) => {
  const rows = table.get(key) as Item[];
  const start = after === undefined ? 0 : rows.findIndex(({ pk }) => pk?.S === after.pk?.S) + 1;
  const items = rows.slice(start, start + limit);
  return { items, next: items.length === limit ? items.at(-1) : undefined };
};
