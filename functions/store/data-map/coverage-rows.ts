import { isDeepStrictEqual } from 'node:util';
import { addCoverage, type Coverage, emptyCoverage } from '../../../domain/data-map/coverage.ts';
import { batchGet } from '../batches.ts';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import { ACCOUNT_BUCKETS, coverageRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { decodeCoverage, encodeCoverage } from './coverage-items.ts';

/** What has arrived, over all accounts; undefined where no night has counted yet. */
export async function readCoverage(client: DynamoDBClient, table: string): Promise<Coverage | undefined> {
  const keys = Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => coverageRowKey(bucket));
  const counted = decodeEach(await batchGet(client, table, keys, { isConsistent: false }), decodeCoverage);
  if (counted.length === 0) return undefined;
  const whole = emptyCoverage();
  for (const coverage of counted) addCoverage(whole, coverage);
  return whole;
}

/** What has arrived of all that signals could live on, counted over accounts: a row for each of their buckets. */
export class CoverageRows {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  read(): Promise<Coverage | undefined> {
    return readCoverage(this.client, this.table);
  }

  /** Most nights find what the one before found, and write nothing. */
  async keep(bucket: number, coverage: Coverage): Promise<void> {
    const Item = encodeCoverage(bucket, coverage);
    const { Item: before } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: coverageRowKey(bucket) }),
    );
    if (!isDeepStrictEqual(before, Item)) {
      await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
    }
  }
}
