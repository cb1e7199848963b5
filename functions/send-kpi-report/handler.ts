import middy from '@middy/core';
import type { NpsTally } from '../../domain/kpis/net-promoter-score.ts';
import { readKpiSummaries } from '../reports/read-kpi-summaries.ts';
import { readNps } from '../reports/read-nps.ts';
import { sendKpiReport } from '../reports/send-kpi-report.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { scheduledTime } from '../runtime/scheduled-time.ts';
import { readTeamMembers } from '../store/accounts/team-members.ts';
import { dynamoClient } from '../store/client.ts';
import { accountLists } from '../store/keys.ts';
import { CourseDaysReader } from '../store/ledger/course-days-reader.ts';
import { LedgerReader } from '../store/ledger/ledger-reader.ts';
import { DynamoNpsMonths } from '../store/ledger/nps-months.ts';
import { DynamoListings } from '../store/lists/listings.ts';
import { DynamoOutbox } from '../store/outbox/outbox.ts';
import { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { DynamoSurveyReplies } from '../store/usage/survey-replies.ts';
import { sendKpiReportEnv } from './env.ts';

const env = readEnv(sendKpiReportEnv);
const client = dynamoClient();
const clock = companyClock(env.COMPANY.timeZone);
const listings = new DynamoListings(client, env.ACCOUNTS_TABLE);
const courses = {
  ledger: new LedgerReader(client, env.ACCOUNTS_TABLE),
  courseDays: new CourseDaysReader(client, env.ACCOUNTS_TABLE),
};
const playbooks = new DynamoPlaybooks(client, env.ACCOUNTS_TABLE);
const replies = new DynamoSurveyReplies(client, env.ACCOUNTS_TABLE);
const npsMonths = new DynamoNpsMonths(client, env.ACCOUNTS_TABLE);
const outbox = new DynamoOutbox(client, env.ACCOUNTS_TABLE);

/** On the first business day of a month: the KPIs of the one before, to managers. */
export const handler = middy<unknown, void>()
  .use(logCalls(Date.now))
  .handler(async (event) => {
    const now = scheduledTime(event, Date.now);
    const result = await sendKpiReport({
      outbox,
      company: env.COMPANY,
      kpis: env.KPIS,
      readMembers: () => readTeamMembers(listings),
      readPlaybookVersion: async () => (await playbooks.currentVersion()) ?? '-',
      readSummaries: (months) => readKpiSummaries(courses, months, env.KPIS.rules),
      readNps: async (day) => {
        const aliases = (await playbooks.current())?.playbook.aliases ?? {};
        const [nps] = await readNps(
          { listings, replies, aliases },
          { lists: accountLists, periods: [{ first: day, last: day }] },
        );
        return nps as NpsTally;
      },
      keepNps: (month, tally) => npsMonths.put(month, tally),
      today: clock.dayOf(now),
      now: new Date(now).toISOString(),
    });
    log('info', 'KPI report', result);
  });
