import type { YearSummary } from '../../../domain/kpis/year-summary.ts';
import { batchDelete, batchPut } from '../batches.ts';
import type { Item } from '../item.ts';
import { courseYearSortPrefix } from '../keys.ts';
import { encodeYear, KpiYearsReader } from './kpi-years-reader.ts';

/** As the night writes them. */
export class DynamoKpiYears extends KpiYearsReader {
  async replace(bucket: number, parts: readonly YearSummary[]): Promise<void> {
    const before = await this.rows(courseYearSortPrefix(bucket));
    const after = parts.map((year, part) => encodeYear(bucket, part, year));
    await batchPut(this.client, this.table, after);
    const left = before.filter((item) => !after.some(({ sk }) => sk?.S === item.sk?.S));
    await batchDelete(
      this.client,
      this.table,
      left.map(({ pk, sk }): Item => ({ pk, sk }) as Item),
    );
  }
}
