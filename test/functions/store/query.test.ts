import { describe, expect, it } from 'vitest';
import type { Item } from '../../../functions/store/item.ts';
import { queryAll, queryCount, queryFirst, queryPage, queryPages } from '../../../functions/store/query.ts';
import { fakeDynamo } from '../../support/fake-dynamo.ts';

const rowOf = (n: number): Item => ({ pk: { S: 'a' }, sk: { S: String(n) } });
const query = { TableName: 'table' };

describe('a query over several answers of DynamoDB', () => {
  it('finds all rows in their order, also behind an answer without any', async () => {
    expect(await queryAll(answering([1, 2], [], [3]).client, query)).toEqual([1, 2, 3].map(rowOf));
  });

  it('leaves the query as it was given', async () => {
    const given = Object.freeze({ ...query });
    expect(await queryAll(answering([1], [2]).client, given)).toHaveLength(2);
  });

  it('reads no further than somebody looks', async () => {
    const { client, asked } = answering([1], [2], [3]);
    for await (const items of queryPages(client, query)) if (items.some(({ sk }) => sk?.S === '2')) break;
    expect(asked).toHaveLength(2);
    expect(await queryFirst(answering([1], [2], [3]).client, query, ({ sk }) => sk?.S === '2')).toEqual(rowOf(2));
    expect(await queryFirst(answering([], []).client, query)).toBeUndefined();
  });

  it('counts to the end, or to the most that matter and no further', async () => {
    expect(await queryCount(answering([1, 2], [3]).client, query)).toBe(3);
    const { client, asked } = answering([1, 2], [3, 4], [5]);
    expect(await queryCount(client, query, 3)).toBe(3);
    expect(asked).toMatchObject([
      { Select: 'COUNT', Limit: 3 },
      { Select: 'COUNT', Limit: 3 },
    ]);
  });

  it('is read one answer at a time by those who go on some other time', async () => {
    const first = await queryPage(answering([1], [2]).client, query);
    expect(first).toEqual({ items: [rowOf(1)], next: { place: { N: '1' } } });
    expect(await queryPage(answering([1], [2]).client, { ...query, ExclusiveStartKey: first.next })).toEqual({
      items: [rowOf(2)],
      next: undefined,
    });
  });
});

/** Answers with these rows, an answer after the other; a key names the place of the next one. */
function answering(...answers: number[][]) {
  const asked: object[] = [];
  const client = fakeDynamo(async ({ input }: { input: { ExclusiveStartKey?: Item } }) => {
    asked.push({ ...input });
    const place = Number(input.ExclusiveStartKey?.place?.N ?? 0);
    const Items = (answers[place] ?? []).map(rowOf);
    const isLast = place + 1 === answers.length;
    return { Items, Count: Items.length, ...(!isLast && { LastEvaluatedKey: { place: { N: String(place + 1) } } }) };
  });
  return { client, asked };
}
