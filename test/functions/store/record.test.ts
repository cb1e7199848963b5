import { describe, expect, it } from 'vitest';
import type { Item } from '../../../functions/store/item.ts';
import { decodeEach, LeftOut } from '../../../functions/store/left-out.ts';
import { NewerRecordError, StoredRecord, UnreadableRecordError } from '../../../functions/store/record.ts';
import { linesLogged } from '../../support/lines-logged.ts';

interface Visit {
  place: string;
  guests: number;
}

const key = { pk: { S: 'account#koa' }, sk: { S: '1#visit#1' } };
const rowOf = (f: object, version?: number) => ({
  ...key,
  f: { S: JSON.stringify(f) },
  ...(version !== undefined && { rv: { N: String(version) } }),
});

const first = new StoredRecord<Visit>({ name: 'visit' });
/** Releases before the first version knew no guests; since version 2 they are counted without the host. */
const second = new StoredRecord<Visit>({
  name: 'visit',
  unmarked: (older: { place: string; guests?: number }) =>
    older.guests === undefined ? { ...older, guests: 1 } : older,
  steps: [({ guests, ...rest }: Visit) => ({ ...rest, guests: guests - 1 })],
});

const logged = linesLogged();

describe('a stored record', () => {
  it('says nothing of its version while there is only one', () => {
    expect(first.encode({ place: 'Kyoto', guests: 2 })).toEqual({ f: { S: '{"place":"Kyoto","guests":2}' } });
    expect(second.encode({ place: 'Kyoto', guests: 2 })).toEqual({
      f: { S: '{"place":"Kyoto","guests":2}' },
      rv: { N: '2' },
    });
  });

  it('of an older version is read as today’s, whatever it lacks', () => {
    expect(second.decode(rowOf({ place: 'Kyoto', guests: 4 }))).toEqual({ place: 'Kyoto', guests: 3 });
    expect(second.decode(rowOf({ place: 'Kyoto' }))).toEqual({ place: 'Kyoto', guests: 0 });
    expect(second.decode(rowOf({ place: 'Kyoto', guests: 3 }, 2))).toEqual({ place: 'Kyoto', guests: 3 });
  });

  it('of a newer version is refused, by a name that stays and without a word of what it says', () => {
    const read = () => first.decode(rowOf({ place: 'Kyoto', guests: 3 }, 2));
    expect(read).toThrow(NewerRecordError);
    expect(read).toThrow(expect.objectContaining({ code: 'newer-record' }));
    expect(read).toThrow('visit: version 2 was written by a newer release: deploy that one again');
  });

  it('is found by a write on the condition that it is as it was read, though it was read as something else', () => {
    const row = rowOf({ place: 'Kyoto', guests: 4 });
    const read = second.decode(row);
    expect(second.ifUnchanged(read)).toEqual({
      ConditionExpression: 'f = :before',
      ExpressionAttributeValues: { ':before': row.f },
    });
    expect(second.ifUnchanged(undefined)).toEqual({ ConditionExpression: 'attribute_not_exists(pk)' });
    expect(first.ifUnchanged({ place: 'Nara', guests: 1 }).ExpressionAttributeValues).toEqual({
      ':before': { S: '{"place":"Nara","guests":1}' },
    });
  });

  it('in attributes is read by the same steps, and a newer one is refused as well', () => {
    const place = (name: string) => ({ ...key, place: { S: name } });
    const rename = (older: Item) => ({ ...older, place: { S: `${older.place?.S}, Japan` } });
    const record = new StoredRecord<Item>({ name: 'stay', steps: [rename] });
    expect(record.upToDate(place('Kyoto'))).toEqual(place('Kyoto, Japan'));
    const latest = { ...place('Kyoto, Japan'), ...record.mark };
    expect(record.upToDate(latest)).toEqual(latest);
    expect(() => record.upToDate({ ...key, rv: { N: '3' } })).toThrow(NewerRecordError);
  });

  it('of a row that holds something else is refused, without a word of what it holds', () => {
    const read = () => first.decode({ ...key, f: { S: '{"place":"Secret' } });
    expect(read).toThrow(UnreadableRecordError);
    expect(read).toThrow(expect.objectContaining({ code: 'unreadable-record' }));
    expect(read).toThrow('visit: what is stored is no such record');
  });

  it('is missing from a row that has none: an error that names the kind of row only', () => {
    expect(() => first.decode(key)).toThrow('a row account#… 1#visit#… holds no record');
  });
});

it('of many rows those that can’t be read cost themselves only, and are told of', () => {
  const rows = [
    rowOf({ place: 'Nara', guests: 1 }),
    rowOf({ place: 'Kyoto' }, 2),
    { ...key, sk: { S: '1#visit#3' }, f: { S: '{"place":"Secret' } },
    rowOf({ place: 'Uji', guests: 2 }),
  ];
  expect(decodeEach(rows, (row) => first.decode(row)).map(({ place }) => place)).toEqual(['Nara', 'Uji']);
  expect(logged.map((line) => JSON.parse(line))).toEqual([
    {
      level: 'error',
      message: 'rows left out',
      why: 'visit: version 2 was written by a newer release: deploy that one again',
      rows: 1,
    },
    { level: 'error', message: 'rows left out', why: 'visit: what is stored is no such record', rows: 1 },
  ]);
  expect(logged.join()).not.toContain('Secret');
});

it('a row that is met again and again is left out once, and counted for the alarm', () => {
  const leftOut = new LeftOut();
  const rows = [rowOf({ place: 'Kyoto' }, 2), rowOf({ place: 'Nara', guests: 1 })];
  for (const _ of [1, 2]) decodeEach(rows.slice(0, 1), (row) => first.decode(row), leftOut);
  expect(logged).toEqual([]);
  expect(leftOut.rows).toEqual([
    { item: rows[0], code: 'newer-record', why: expect.stringMatching(/^visit: version 2/) },
  ]);
  leftOut.report(1_000);
  expect(logged.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ message: 'rows left out', rows: 1 }),
    expect.objectContaining({ UnreadableRows: 1, _aws: expect.objectContaining({ Timestamp: 1_000 }) }),
  ]);
});

it('where every row can be read nothing is counted, since each metric costs', () => {
  new LeftOut().report(1_000);
  expect(logged).toEqual([]);
});
