import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb } from '../aws/json-client.ts';
import type { LinkKeys } from '../links/link-keys.ts';
import { WebLinks } from '../links/web-links.ts';
import { webErrors } from '../pages/web-errors.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { monotonic } from '../runtime/monotonic.ts';
import type { ValuesOf } from '../runtime/variables.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoOptOuts } from '../store/outbox/opt-outs.ts';
import { WebRecords } from '../store/work/web-records.ts';
import type { unsubscribeEnv } from './env.ts';
import { takeUnsubscribe } from './take-unsubscribe.ts';

/** What unsubscribing needs, once a cold start. */
export function openUnsubscribing(env: ValuesOf<typeof unsubscribeEnv>, keys: LinkKeys, now: () => number) {
  const answer = takeUnsubscribe({
    links: new WebLinks(keys, now),
    reads: {
      company: env.COMPANY,
      records: new WebRecords(new AwsJsonClient(dynamoDb, lambdaSettings()), env.ACCOUNTS_TABLE),
    },
    clock: companyClock(env.COMPANY.timeZone),
    optOuts: new DynamoOptOuts(dynamoClient(), env.ACCOUNTS_TABLE),
    now,
    retryTiming: { sleep, random: Math.random, monotonic },
  });
  return middy(answer).use(webErrors(env.COMPANY, now));
}
