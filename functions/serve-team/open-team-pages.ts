import middy from '@middy/core';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb } from '../aws/json-client.ts';
import type { LinkKeys } from '../links/link-keys.ts';
import { WebLinks } from '../links/web-links.ts';
import { openProvider } from '../oidc/open-provider.ts';
import { webErrors } from '../pages/web-errors.ts';
import { companyClock } from '../runtime/company-clock.ts';
import type { ValuesOf } from '../runtime/variables.ts';
import { AccountHistory } from '../store/accounts/account-history.ts';
import { WorkLogReader } from '../store/activities/work-log.ts';
import { AuditReader } from '../store/audit/audit-reader.ts';
import { BoardReader } from '../store/board/board-reader.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoImprovements } from '../store/improvement/improvements.ts';
import { DynamoProposals } from '../store/improvement/proposals.ts';
import { CourseDaysReader } from '../store/ledger/course-days-reader.ts';
import { KpiYearsReader } from '../store/ledger/kpi-years-reader.ts';
import { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { DynamoNpsDays } from '../store/ledger/nps-days.ts';
import { DynamoNpsMonths } from '../store/ledger/nps-months.ts';
import { DynamoApprovals } from '../store/outbox/approvals.ts';
import { MailPages } from '../store/outbox/mail-pages.ts';
import { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { DynamoSessions } from '../store/sign-in/sessions.ts';
import { DynamoStudies } from '../store/studies/studies.ts';
import { ActivityAnswersReader } from '../store/work/activity-answers.ts';
import { DynamoAssignedTasks } from '../store/work/assigned-tasks.ts';
import { DynamoSignalWork } from '../store/work/signal-work.ts';
import { SurveysReader } from '../store/work/surveys.ts';
import { TeamRecords } from '../store/work/team-records.ts';
import { WebRecords } from '../store/work/web-records.ts';
import { Studies } from '../studies/studies.ts';
import type { serveTeamEnv } from './env.ts';
import { keptBoard } from './kept-board.ts';
import { openTasksKept } from './open-tasks.ts';
import { scoringOfToday } from './scoring-of-today.ts';
import { showTeamPage } from './show-team-page.ts';

export interface Keys {
  linkKeys: LinkKeys;
  sessionKeys: LinkKeys;
}

/** What showing the team's pages needs, once a cold start. */
export function openTeamPages(env: ValuesOf<typeof serveTeamEnv>, { linkKeys, sessionKeys }: Keys, now: () => number) {
  const client = dynamoClient();
  const clock = companyClock(env.COMPANY.timeZone);
  const records = new WebRecords(new AwsJsonClient(dynamoDb, lambdaSettings()), env.ACCOUNTS_TABLE);
  const kept = keptBoard(new BoardReader(client, env.ACCOUNTS_TABLE), records, now);
  const assigned = new DynamoAssignedTasks(client, env.ACCOUNTS_TABLE);
  const lists = new TeamRecords(client, env.ACCOUNTS_TABLE);
  const improvements = new DynamoImprovements(client, env.ACCOUNTS_TABLE);
  const answer = showTeamPage({
    company: env.COMPANY,
    clock,
    provider: env.IDENTITY_PROVIDER === null ? undefined : openProvider(env.IDENTITY_PROVIDER, env.WEB_URL, now),
    links: new WebLinks(linkKeys, now),
    webUrl: env.WEB_URL,
    sessionKeys,
    sessions: new DynamoSessions(client, env.ACCOUNTS_TABLE),
    assigned,
    lists,
    openTasks: openTasksKept({ lists, assigned, improvements, now }),
    board: kept,
    keptBoard: kept,
    mails: new MailPages(client, env.ACCOUNTS_TABLE),
    approvals: new DynamoApprovals(client, env.ACCOUNTS_TABLE),
    playbooks: new DynamoPlaybooks(client, env.ACCOUNTS_TABLE),
    studies: new Studies({
      ...{ records: new DynamoStudies(client, env.ACCOUNTS_TABLE), runs: null, now },
      todayOf: (at) => clock.dayOf(at),
    }),
    signalWork: new DynamoSignalWork(client, env.ACCOUNTS_TABLE),
    workLog: new WorkLogReader(client, env.ACCOUNTS_TABLE),
    improvements,
    proposals: new DynamoProposals(client, env.ACCOUNTS_TABLE),
    surveys: new SurveysReader(client, env.ACCOUNTS_TABLE),
    activityAnswers: new ActivityAnswersReader(client, env.ACCOUNTS_TABLE),
    kpis: env.KPIS,
    kpiYears: new KpiYearsReader(client, env.ACCOUNTS_TABLE),
    courseDays: new CourseDaysReader(client, env.ACCOUNTS_TABLE),
    npsMonths: new DynamoNpsMonths(client, env.ACCOUNTS_TABLE),
    npsDays: new DynamoNpsDays(client, env.ACCOUNTS_TABLE),
    ledger: new LedgerReader(client, env.ACCOUNTS_TABLE),
    history: new AccountHistory(client, env.ACCOUNTS_TABLE),
    audit: new AuditReader(client, env.ACCOUNTS_TABLE),
    scoring: scoringOfToday({
      client,
      table: env.ACCOUNTS_TABLE,
      company: env.COMPANY,
      sources: env.SOURCES,
      clock,
      now: () => new Date(now()),
    }),
    records,
    setUp: async (today) => {
      const { readSetUp } = await import('./read-set-up.ts');
      return readSetUp({ client, table: env.ACCOUNTS_TABLE, configured: env.SOURCES, clock }, today);
    },
    now,
  });
  return middy(answer).use(webErrors(env.COMPANY, now));
}
