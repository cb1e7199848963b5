import type { Coverage } from '../../../domain/data-map/coverage.ts';
import type { Item } from '../item.ts';
import { coverageRowKey } from '../keys.ts';
import { packedText, unpackedText } from '../packed-text.ts';
import { StoredRecord, UnreadableRecordError } from '../record.ts';

const coverageRecord = new StoredRecord<Coverage>({ name: 'coverage' });

export const encodeCoverage = (bucket: number, coverage: Coverage): Item => ({
  ...coverageRowKey(bucket),
  ...packedText(JSON.stringify(coverage)),
  ...coverageRecord.mark,
});

export function decodeCoverage(item: Item): Coverage {
  const text = unpackedText(item);
  if (text === undefined) throw new UnreadableRecordError('a row of what has arrived says nothing');
  return coverageRecord.read(item, text);
}
