import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  RestoreTableToPointInTimeCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type TablesInAws, tablesInAws } from '../../cli/commands/installation/tables-in-aws.ts';
import { fakeDynamo } from '../support/fake-dynamo.ts';
import { say } from '../support/operator.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const AT = '2026-06-01T03:00:00+09:00';
let looks: (string | undefined)[];
let ordered: string[];

const tables: TablesInAws = {
  stage: 'prod',
  client: fakeDynamo(async () => {
    throw new Error('no row is to be read or written');
  }),
  refreshCredentials: async () => {},
  copy: async (at) => {
    ordered.push(at.toISOString());
  },
  statusOf: async () => {
    const status = looks.length > 1 ? looks.shift() : looks[0];
    return [{ table: 'accounts', copy: 'accounts-copy', live: 'accounts', status }];
  },
  removeCopies: async () => [],
};

beforeEach(() => {
  looks = ['ACTIVE'];
  ordered = [];
});

const restore = (...line: string[]) =>
  say(['--json', '--stage', 'prod', 'restore', ...line], { openTablesInAws: async () => tables, now: () => NOW });

describe('whoever puts data back', () => {
  test('has copies ordered to the second, and is told once AWS has made them', async () => {
    looks = [undefined, 'CREATING', 'ACTIVE'];
    const { exitCode, json } = await restore('copy', '--at', AT);
    expect([exitCode, ordered]).toEqual([0, ['2026-05-31T18:00:00.000Z']]);
    expect(json).toEqual({ at: '2026-05-31T18:00:00.000Z', copies: [{ table: 'accounts', name: 'accounts-copy' }] });
  });

  test.each([
    ['2026-06-01T03:00:00', 'It has to say day, time and zone'],
    ['yesterday', 'It has to say day, time and zone'],
    ['2026-06-02T03:00:00Z', 'It is to come'],
  ])('has to name a time that has been, with its zone: %s', async (at, why) => {
    const { exitCode, stderr } = await restore('copy', '--at', at);
    expect([exitCode, ordered]).toEqual([1, []]);
    expect(stderr).toContain(why);
  });

  test('is told to make copies first, or to wait for them', async () => {
    looks = [undefined];
    expect((await restore('check', '--at', AT)).stderr).toContain('restore copy --at 2026-05-31T18:00:00.000Z');
    looks = ['CREATING'];
    expect((await restore('put-back', '--at', AT, '--yes', 'prod')).stderr).toContain('AWS is still at it: CREATING');
  });

  test('writes into no table whose stage they have not named', async () => {
    const { exitCode, stderr } = await restore('put-back', '--at', AT, '--yes', 'test');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('"test" is not the name of the stage, which is prod.');
    expect((await restore('put-back', '--at', AT)).stderr).toContain('There is no terminal here to ask you on.');
  });

  test.each(['opt-out', 'state', 'mail', 'source-key', 'member', 'nonsense'])(
    'cannot put as it was what is newer than any copy: %s',
    async (kind) => {
      const { exitCode, stderr } = await restore('put-back', '--at', AT, '--yes', 'prod', '--overwrite', kind);
      expect(exitCode).toBe(1);
      expect(stderr).toContain(`Rows of "${kind}" are not put as they were.`);
    },
  );
});

describe('the tables of a stage in AWS', () => {
  const cloudFormation = mockClient(CloudFormationClient);
  const dynamo = mockClient(DynamoDBClient);
  const failure = (name: string) => Object.assign(new Error(name), { name });
  const at = new Date('2026-05-31T18:00:00Z');

  // The same clients serve the files that run after this one.
  afterAll(() => {
    cloudFormation.restore();
    dynamo.restore();
  });
  beforeEach(() => {
    const environment = { AWS_REGION: 'ap-northeast-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    cloudFormation.on(DescribeStacksCommand).resolves({
      Stacks: [
        {
          StackName: 'sakimawari-prod-data',
          CreationTime: at,
          StackStatus: 'UPDATE_COMPLETE',
          Outputs: [
            { OutputKey: 'AccountsTableName', OutputValue: 'accounts' },
            { OutputKey: 'EventsTableName', OutputValue: 'events' },
          ],
        },
      ],
    });
  });
  afterEach(() => {
    cloudFormation.reset();
    dynamo.reset();
    vi.unstubAllEnvs();
  });

  test('are copied under names that say of which table and when they are, and ordering them again is no harm', async () => {
    dynamo.on(RestoreTableToPointInTimeCommand).resolvesOnce({}).rejects(failure('TableAlreadyExistsException'));
    const found = await tablesInAws('prod');
    await found.copy(at);
    const orders = dynamo.commandCalls(RestoreTableToPointInTimeCommand).map(({ args }) => args[0].input);
    expect(orders).toEqual([
      { SourceTableName: 'accounts', TargetTableName: 'accounts-at-20260531T180000Z', RestoreDateTime: at },
      { SourceTableName: 'events', TargetTableName: 'events-at-20260531T180000Z', RestoreDateTime: at },
    ]);
  });

  test('can be had from some time to some minutes ago, and whoever asks for another one is told', async () => {
    dynamo.on(RestoreTableToPointInTimeCommand).rejects(failure('InvalidRestoreTimeException'));
    const [first, last] = [new Date('2026-05-01T00:00:00Z'), new Date('2026-05-31T17:55:00Z')];
    dynamo.on(DescribeContinuousBackupsCommand).resolves({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { EarliestRestorableDateTime: first, LatestRestorableDateTime: last },
      },
    });
    const found = await tablesInAws('prod');
    await expect(found.copy(at)).rejects.toMatchObject({
      code: 'out-of-reach',
      why: expect.stringContaining('from 2026-05-01T00:00:00.000Z to 2026-05-31T17:55:00.000Z'),
    });
  });

  test('go with their copies alone, never with the tables in use', async () => {
    dynamo.on(DescribeTableCommand).rejects(failure('ResourceNotFoundException'));
    dynamo.on(DescribeTableCommand, { TableName: 'events-at-20260531T180000Z' }).resolves({ Table: {} });
    const removed = await (await tablesInAws('prod')).removeCopies(at);
    expect(removed).toEqual(['events-at-20260531T180000Z']);
    expect(dynamo.commandCalls(DeleteTableCommand).map(({ args }) => args[0].input.TableName)).toEqual(removed);
  });

  test('are named where they are not found', async () => {
    cloudFormation.on(DescribeStacksCommand).rejects(new Error('Stack with id sakimawari-prod-data does not exist'));
    await expect(tablesInAws('prod')).rejects.toMatchObject({ code: 'stack-unreadable' });
  });
});
