import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import { AwsJsonClient, dynamoDb, lambdaSettings, secretsManager } from '../aws/json-client.ts';
import { LinkKeys } from '../links/link-keys.ts';
import { WebLinks } from '../links/web-links.ts';
import { webErrors } from '../pages/web-errors.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { readEnv } from '../runtime/read-env.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoOptOuts } from '../store/outbox/opt-outs.ts';
import { WebRecords } from '../store/work/web-records.ts';
import { unsubscribeEnv } from './env.ts';
import { takeUnsubscribe } from './take-unsubscribe.ts';

const env = readEnv(unsubscribeEnv);
const now = () => Date.now();
const aws = lambdaSettings();
const keys = new LinkKeys(new AwsJsonClient(secretsManager, aws), env.LINK_KEYS, now);

/** Apart from everything else that pages do, so that nothing else can keep anybody from unsubscribing. */
export const handler = middy(
  takeUnsubscribe({
    links: new WebLinks(keys, now),
    reads: { company: env.COMPANY, records: new WebRecords(new AwsJsonClient(dynamoDb, aws), env.ACCOUNTS_TABLE) },
    clock: companyClock(env.COMPANY.timeZone),
    optOuts: new DynamoOptOuts(dynamoClient(), env.ACCOUNTS_TABLE),
    now,
    pace: { sleep, random: Math.random, monotonic: () => performance.now() },
  }),
).use(webErrors(env.COMPANY, now));
