import type { Company } from '../../domain/company/company.ts';
import type { KpiSettings } from '../../domain/kpis/kpi-settings.ts';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb } from '../aws/json-client.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { whenAsked } from '../runtime/when-asked.ts';
import { AuditReader } from '../store/audit/audit-reader.ts';
import type { DynamoDBClient } from '../store/client.ts';
import { DynamoImprovements } from '../store/improvement/improvements.ts';
import { DynamoApprovals } from '../store/outbox/approvals.ts';
import { DynamoAssignedTasks } from '../store/work/assigned-tasks.ts';
import { TeamRecords } from '../store/work/team-records.ts';
import { WebRecords } from '../store/work/web-records.ts';
import type { Readings } from './readings.ts';
import { scoringOfToday } from './scoring-of-today.ts';

interface Setting {
  ACCOUNTS_TABLE: string;
  COMPANY: Company;
  KPIS: KpiSettings;
  SOURCES: string[];
}

/** All that the team looks at, once a cold start; what few ask for is loaded when it is first asked for. */
export function openReadings(env: Setting, client: DynamoDBClient, now: () => number): Readings {
  const table = env.ACCOUNTS_TABLE;
  const clock = companyClock(env.COMPANY.timeZone);
  const records = new WebRecords(new AwsJsonClient(dynamoDb, lambdaSettings()), table);
  const assigned = new DynamoAssignedTasks(client, table);
  const lists = new TeamRecords(client, table);
  const improvements = new DynamoImprovements(client, table);
  const figures = async () => (await import('./figure-readers.ts')).figureReaders(client, table);
  const improvement = async () => (await import('./improvement-readers.ts')).improvementReaders(client, table);
  const rules = async () => {
    const { ruleReaders } = await import('./rule-readers.ts');
    return ruleReaders(client, table, { now, todayOf: (at) => clock.dayOf(at) });
  };
  const kept = whenAsked(
    async () => {
      const { openBoard } = await import('./open-board.ts');
      return openBoard(client, table, { records, now });
    },
    'read',
    'recent',
  );
  return {
    company: env.COMPANY,
    clock,
    assigned,
    lists,
    improvements,
    approvals: new DynamoApprovals(client, table),
    audit: new AuditReader(client, table),
    records,
    kpis: env.KPIS,
    board: kept,
    keptBoard: kept,
    openTasks: whenAsked(
      async () => (await import('./open-tasks.ts')).openTasksKept({ lists, assigned, improvements, now }),
      'get',
      'anew',
    ),
    mails: whenAsked(
      async () => new (await import('../store/outbox/mail-pages.ts')).MailPages(client, table),
      'listed',
      'ofAccount',
      'ofEpisode',
    ),
    history: whenAsked(
      async () => new (await import('../store/accounts/account-history.ts')).AccountHistory(client, table),
      'past',
      'ledger',
      'customerPages',
      'find',
    ),
    playbooks: whenAsked(async () => (await rules()).playbooks, 'current', 'version', 'latestTold', 'names'),
    signalWork: whenAsked(async () => (await rules()).signalWork, 'read'),
    studies: whenAsked(async () => (await rules()).studies, 'find', 'look'),
    workLog: whenAsked(async () => (await improvement()).workLog, 'ofMonths', 'latest'),
    proposals: whenAsked(async () => (await improvement()).proposals, 'latest', 'find'),
    surveys: whenAsked(async () => (await improvement()).surveys, 'asksSince', 'scoresSince'),
    activityAnswers: whenAsked(async () => (await improvement()).activityAnswers, 'since'),
    kpiYears: whenAsked(async () => (await figures()).kpiYears, 'readAll'),
    courseDays: whenAsked(async () => (await figures()).courseDays, 'beginnings', 'volumes'),
    npsMonths: whenAsked(async () => (await figures()).npsMonths, 'readAll'),
    npsDays: whenAsked(async () => (await figures()).npsDays, 'readAll'),
    ledger: whenAsked(async () => (await figures()).ledger, 'read'),
    scoring: scoringOfToday({
      client,
      table,
      company: env.COMPANY,
      sources: env.SOURCES,
      clock,
      now: () => new Date(now()),
    }),
    now,
  };
}
