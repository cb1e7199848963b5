import middy from '@middy/core';
import { companyClock } from '../runtime/company-clock.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { dynamoClient } from '../store/client.ts';
import { studyAccountsEnv } from './env.ts';
import { readStep } from './read-step.ts';
import { takeStep } from './take-step.ts';

const env = readEnv(studyAccountsEnv);
const tools = {
  sources: {
    client: dynamoClient(),
    table: env.ACCOUNTS_TABLE,
    company: env.COMPANY,
    sources: env.SOURCES,
    clock: companyClock(env.COMPANY.timeZone),
  },
  now: Date.now,
  cpuMs,
};

/** A step of a study: a shard of the accounts is gone through, or what came of all shards is put together. */
export const handler = middy<unknown, { accounts: number } | null>()
  .use(logCalls(Date.now))
  .handler(async (event) => takeStep(readStep(event), tools));

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
