import middy from '@middy/core';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb } from '../aws/json-client.ts';
import type { LinkKeys } from '../links/link-keys.ts';
import { WebLinks } from '../links/web-links.ts';
import { openProvider } from '../oidc/open-provider.ts';
import { webErrors } from '../pages/web-errors.ts';
import { companyClock } from '../runtime/company-clock.ts';
import type { ValuesOf } from '../runtime/variables.ts';
import { whenAsked } from '../runtime/when-asked.ts';
import { AuditReader } from '../store/audit/audit-reader.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoImprovements } from '../store/improvement/improvements.ts';
import { DynamoApprovals } from '../store/outbox/approvals.ts';
import { DynamoSessions } from '../store/sign-in/sessions.ts';
import { DynamoAssignedTasks } from '../store/work/assigned-tasks.ts';
import { TeamRecords } from '../store/work/team-records.ts';
import { WebRecords } from '../store/work/web-records.ts';
import type { serveTeamEnv } from './env.ts';
import { scoringOfToday } from './scoring-of-today.ts';
import { showTeamPage } from './show-team-page.ts';

export interface Keys {
  linkKeys: LinkKeys;
  sessionKeys: LinkKeys;
}

/** What showing the team's pages needs, once a cold start. */
export function openTeamPages(env: ValuesOf<typeof serveTeamEnv>, { linkKeys, sessionKeys }: Keys, now: () => number) {
  const client = dynamoClient();
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
  const answer = showTeamPage({
    company: env.COMPANY,
    clock,
    provider: env.IDENTITY_PROVIDER === null ? undefined : openProvider(env.IDENTITY_PROVIDER, env.WEB_URL, now),
    links: new WebLinks(linkKeys, now),
    webUrl: env.WEB_URL,
    sessionKeys,
    sessions: new DynamoSessions(client, table),
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
    dataRequests: whenAsked(
      async () => new (await import('../store/personal-data/data-requests.ts')).DynamoDataRequests(client, table),
      'all',
      'find',
      'part',
    ),
    contacts: whenAsked(
      async () => new (await import('../store/lists/record-pages.ts')).RecordPages(client, table),
      'contacts',
    ),
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
    setUp: async (today) => {
      const { readSetUp } = await import('./read-set-up.ts');
      return readSetUp({ client, table, configured: env.SOURCES, clock }, today);
    },
    now,
  });
  return middy(answer).use(webErrors(env.COMPANY, now));
}
