import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStage } from '../../local/local-config.ts';
import { localCredentials } from '../../local/ministack.ts';
import { operate } from '../../local/operator.ts';
import { libraries } from '../support/real-clients.ts';
import { counted, countedOnce } from './counted-hours.ts';
import { outputs, rowsOf, until } from './installation.ts';

const minutes = 60_000;
const source = 'mended';
const lambda = new LambdaClient({
  endpoint: outputs.awsEndpoint,
  region: outputs.region,
  credentials: localCredentials,
});
const functions = ['receive-events', 'roll-up-usage', 'attribute-events', 'operate'];
const before = new Map<string, Record<string, string>>();
let writeKey: string;

/** What a deployment does whose configuration has changed: a function has of these variables those that it had. */
async function deployWith(changes: Record<string, string>): Promise<void> {
  for (const [FunctionName, variables] of before) {
    const changed = Object.entries(changes).filter(([name]) => name in variables);
    const Variables = { ...variables, ...Object.fromEntries(changed) };
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  }
}

beforeAll(async () => {
  await operate('source', 'add', source);
  ({ key: writeKey } = await operate<{ key: string }>('source', 'key', source, '--kind', 'write', '--rights', 'facts'));
  for (const name of functions) {
    const FunctionName = `sakimawari-${localStage}-${name}`;
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    before.set(FunctionName, Environment?.Variables ?? {});
  }
});
afterAll(async () => {
  await deployWith({});
  // Its events are of long ago: as a source that fell silent it would freeze what other tests look at.
  await operate('source', 'disable', source);
});

const library = () => {
  const open = libraries['@segment/analytics-node'] as NonNullable<(typeof libraries)[string]>;
  return open(outputs.apiUrl, { ...outputs, writeKey });
};
const reasons = async () =>
  (await operate<{ reason: string }[]>('quarantine', 'list', '--source', source)).map(({ reason }) => reason);
const factsOf = async (account: string) => {
  const row = (await rowsOf(account)).find(({ sk }) => sk?.S === '3#account');
  return row && JSON.parse(row.f?.S as string);
};

describe('what lies in quarantine', () => {
  it(
    'is counted in its right hours after the retention that was too short is mended',
    async () => {
      // The local stage keeps 9,000 days.
      const work = Array.from({ length: 12 }, (_, n) => ({
        account: 'long-ago',
        user: `u${n % 3}`,
        event: 'login',
        at: new Date(Date.parse('2001-06-01T09:00:00+09:00') + n * 40 * minutes),
      }));
      const client = library();
      for (const occurrence of work) client.track(occurrence);
      await client.close();
      expect(await reasons()).toEqual(work.map(() => 'too-old'));
      expect(await operate('quarantine', 'retry', '--source', source)).toEqual({ used: 0, kept: 12 });

      await deployWith({ RAW_RETENTION_IN_DAYS: '12000' });
      expect(await operate('quarantine', 'retry', '--source', source)).toEqual({ used: 12, kept: 0 });
      await operate('settle');
      expect(await counted('long-ago')).toEqual(countedOnce(work));
      const later = { account: 'long-ago', user: 'u1', event: 'login', at: new Date('2001-07-01T09:00:00+09:00') };
      const next = library();
      next.track(later);
      await next.close();
      await operate('settle');
      expect(await counted('long-ago')).toEqual(countedOnce([...work, later]));
    },
    3 * minutes,
  );

  it(
    'tells of an account what it was to tell after the mapping of its traits is mended',
    async () => {
      const work = [{ user: 'mended-u1', event: 'login', at: new Date('2026-06-01T09:00:00+09:00') }];
      const client = library();
      for (const occurrence of work) client.track(occurrence);
      client.group('mended-u1', 'mapped', { name: 'Mapped Inc.', mrr: 'see contract', annual_spend: '1200' });
      await client.close();
      await until('the trait put aside', minutes, async () => (await reasons()).includes('bad-trait'));
      expect(await until('the account', minutes, () => factsOf('mapped'))).toEqual({
        id: 'mapped',
        name: 'Mapped Inc.',
      });

      const traits = { accounts: { mrr: 'none', annual_spend: { to: 'mrr', dividedBy: 12 } }, contacts: {} };
      await deployWith({ TRAITS: JSON.stringify(traits) });
      expect(await operate('quarantine', 'retry', '--reason', 'bad-trait', '--source', source)).toEqual({
        used: 1,
        kept: 0,
      });
      await until('the account told of', minutes, async () => (await factsOf('mapped'))?.mrr === 100);
      await operate('settle');
      expect(await counted('mapped')).toEqual(countedOnce(work));
    },
    3 * minutes,
  );
});
