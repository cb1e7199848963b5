import type { Coverage } from '../../../domain/data-map/coverage.ts';
import type { Item } from '../item.ts';
import { coverageRowKey } from '../keys.ts';
import { PackedRecord } from '../packed-record.ts';

const coverageRecord = new PackedRecord<Coverage>({ name: 'coverage' });

export const encodeCoverage = (bucket: number, coverage: Coverage): Item => ({
  ...coverageRowKey(bucket),
  ...coverageRecord.encode(coverage),
});

export const decodeCoverage = (item: Item): Coverage => coverageRecord.decode(item);
