import type { DynamoDBClient } from '../store/client.ts';
import { CourseDaysReader } from '../store/ledger/course-days-reader.ts';
import { KpiYearsReader } from '../store/ledger/kpi-years-reader.ts';
import { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { DynamoNpsDays } from '../store/ledger/nps-days.ts';
import { DynamoNpsMonths } from '../store/ledger/nps-months.ts';

/** What the company's figures are made of. */
export const figureReaders = (client: DynamoDBClient, table: string) => ({
  kpiYears: new KpiYearsReader(client, table),
  courseDays: new CourseDaysReader(client, table),
  npsMonths: new DynamoNpsMonths(client, table),
  npsDays: new DynamoNpsDays(client, table),
  ledger: new LedgerReader(client, table),
});
