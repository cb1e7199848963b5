import middy from '@middy/core';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { AwsJsonClient, dynamoDb, lambdaSettings, secretsManager } from '../aws/json-client.ts';
import { LinkKeys } from '../links/link-keys.ts';
import { WebLinks } from '../links/web-links.ts';
import { webErrors } from '../pages/web-errors.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { readEnv } from '../runtime/read-env.ts';
import { WebRecords } from '../store/work/web-records.ts';
import { serveWebEnv } from './env.ts';
import { showPage } from './show-page.ts';

const env = readEnv(serveWebEnv);
const now = () => Date.now();
const aws = lambdaSettings();
const keys = new LinkKeys(new AwsJsonClient(secretsManager, aws), env.LINK_KEYS, now);

/** Shows pages: it may read, and nothing else. */
export const handler = middy(
  showPage({
    links: new WebLinks(keys, now),
    reads: { company: env.COMPANY, records: new WebRecords(new AwsJsonClient(dynamoDb, aws), env.ACCOUNTS_TABLE) },
    calendar: businessCalendar(env.COMPANY.holidays),
    clock: companyClock(env.COMPANY.timeZone),
    now,
  }),
).use(webErrors(env.COMPANY, now));
