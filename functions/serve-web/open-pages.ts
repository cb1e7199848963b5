import middy from '@middy/core';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb } from '../aws/json-client.ts';
import type { LinkKeys } from '../links/link-keys.ts';
import { WebLinks } from '../links/web-links.ts';
import { webErrors } from '../pages/web-errors.ts';
import { companyClock } from '../runtime/company-clock.ts';
import type { ValuesOf } from '../runtime/variables.ts';
import { WebRecords } from '../store/work/web-records.ts';
import type { serveWebEnv } from './env.ts';
import { showPage } from './show-page.ts';

/** What showing pages needs, once a cold start. */
export function openPages(env: ValuesOf<typeof serveWebEnv>, keys: LinkKeys, now: () => number) {
  const answer = showPage({
    links: new WebLinks(keys, now),
    reads: {
      company: env.COMPANY,
      records: new WebRecords(new AwsJsonClient(dynamoDb, lambdaSettings()), env.ACCOUNTS_TABLE),
    },
    calendar: businessCalendar(env.COMPANY.holidays),
    clock: companyClock(env.COMPANY.timeZone),
    now,
  });
  return middy(answer).use(webErrors(env.COMPANY, now));
}
