import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { AwsJsonClient, secretsManager } from '../aws/json-client.ts';
import { openCrms } from '../crm/open-crms.ts';
import type { AccountReader } from '../crm/read-accounts.ts';
import { writeToCrms } from '../crm/write-to-crms.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { logMetrics } from '../runtime/metrics.ts';
import { readEnv } from '../runtime/read-env.ts';
import { idsOfBucket } from '../store/accounts/ids-of-bucket.ts';
import { AuditReader } from '../store/audit/audit-reader.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoCrm } from '../store/crm/crm-rows.ts';
import { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { writeToCrmEnv } from './env.ts';

/** So long a batch may take, with what is written down of it. */
const RESERVE_IN_MS = 60_000;

const env = readEnv(writeToCrmEnv);
const client = dynamoClient();
const table = env.ACCOUNTS_TABLE;
const clock = companyClock(env.COMPANY.timeZone);
const playbooks = new DynamoPlaybooks(client, table);
const audit = new AuditReader(client, table);
const store = new DynamoCrm(client, table);
const adapters = openCrms(env.CRMS, new AwsJsonClient(secretsManager, lambdaSettings()), Date.now);

/** With the words of all kinds of signals. */
async function openReader(): Promise<AccountReader> {
  const [running, { openReader: open }] = await Promise.all([playbooks.current(), import('../crm/read-accounts.ts')]);
  const today = clock.dayOf(Date.now());
  return open({ client, table, locale: env.COMPANY.language, today }, running?.playbook);
}

/** Brings the company's CRMs up to what is known of its accounts. */
export const handler = middy<unknown, void>()
  .use(logCalls(Date.now))
  .handler(async (_event, context) => {
    const report = await writeToCrms({
      store,
      adapters,
      openReader,
      idsOfBucket: (bucket) => idsOfBucket(client, table, bucket),
      changedSince: (since) => audit.accountsSince(since, Date.now()),
      now: Date.now,
      sleep,
      hasTime: () => context.getRemainingTimeInMillis() > RESERVE_IN_MS,
      turnEnds: Date.now() + context.getRemainingTimeInMillis(),
    });
    if (report === null) {
      log('info', 'nothing to write', { why: 'another run does' });
      return;
    }
    const { waitsInSeconds, shut, ...fields } = report;
    logMetrics('written', { LongestCrmWaitInSeconds: waitsInSeconds, ShutCrms: shut }, { fields, now: Date.now() });
  });
