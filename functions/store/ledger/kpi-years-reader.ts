import { type SummaryRecord, summaryOfRecord, summaryRecord } from '../../../domain/kpis/summary-record.ts';
import type { YearSummary } from '../../../domain/kpis/year-summary.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { COURSE_YEARS_KEY, courseYearRowKey } from '../keys.ts';
import { PackedRecord } from '../packed-record.ts';
import { queryAll } from '../query.ts';

type YearRecord = Omit<YearSummary, 'summary'> & { summary: SummaryRecord };

const yearRecord = new PackedRecord<YearRecord>({ name: 'kpi-year' });

/** What the KPIs of a year are made of, by bucket of accounts: all of it is one query, for who looks at a page. */
export class KpiYearsReader {
  constructor(
    protected readonly client: DynamoDBClient,
    protected readonly table: string,
  ) {}

  /** Of all buckets; none before the first night. */
  async readAll(): Promise<YearSummary[]> {
    return (await this.rows('')).map(decodeYear);
  }

  protected rows(prefix: string): Promise<Item[]> {
    return queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: prefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: {
        ':pk': { S: COURSE_YEARS_KEY },
        ...(prefix !== '' && { ':prefix': { S: prefix } }),
      },
    });
  }
}

export function encodeYear(bucket: number, part: number, { summary, lifeTable, links }: YearSummary): Item {
  const record: YearRecord = { summary: summaryRecord(summary), lifeTable, links };
  return {
    ...courseYearRowKey(bucket, part),
    ...yearRecord.encode(record),
  };
}

export function decodeYear(item: Item): YearSummary {
  const { summary, lifeTable, links } = yearRecord.decode(item);
  return { summary: summaryOfRecord(summary), lifeTable, links };
}
