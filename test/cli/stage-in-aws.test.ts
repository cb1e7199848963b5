import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeArchiveCommand, DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stageInAws } from '../../cli/commands/installation/stage-in-aws.ts';

const EDGE_REGION = 'us-east-1';
const failure = (name: string, message: string) => Object.assign(new Error(message), { name });
const stackOf = (name: string, region: string) => ({
  StackName: name,
  StackId: `arn:aws:cloudformation:${region}:123456789012:stack/${name}/0`,
  StackStatus: 'CREATE_COMPLETE' as const,
  CreationTime: new Date(0),
});

const cloudFormation = mockClient(CloudFormationClient);
const others = [DynamoDBClient, EventBridgeClient, CloudWatchLogsClient, SecretsManagerClient].map((client) =>
  mockClient(client as never),
);
const region = process.env.AWS_REGION;
let inRegion: Record<string, string[]>;
let shut: string[];
let removed: [region: string, name: string][];

// The same clients serve the files that run after this one.
afterAll(() => {
  for (const client of [cloudFormation, ...(others as { restore(): void }[])]) client.restore();
});

beforeEach(() => {
  process.env.AWS_REGION = 'ap-northeast-1';
  inRegion = {
    'ap-northeast-1': ['sakimawari-prod-app', 'sakimawari-prod-data', 'sakimawari-prod-eu-app'],
    [EDGE_REGION]: ['sakimawari-prod-edge', 'sakimawari-prod-eu-edge'],
  };
  shut = [];
  removed = [];
  const [dynamo, events, logs, secrets] = others as never as ReturnType<typeof mockClient>[];
  dynamo?.on(ListTablesCommand as never).resolves({ TableNames: [] } as never);
  for (const look of [DescribeArchiveCommand, DescribeEventBusCommand]) {
    events?.on(look as never).rejects(failure('ResourceNotFoundException', 'none'));
  }
  logs?.on(DescribeLogGroupsCommand as never).resolves({ logGroups: [] } as never);
  secrets?.on(ListSecretsCommand as never).resolves({
    SecretList: ['links', 'oidc', 'edge', 'chat'].map((name) => ({ Name: `sakimawari/prod/${name}` })),
  } as never);
  cloudFormation.on(DescribeStacksCommand).callsFake(async ({ StackName }, client) => {
    const asked: string = await client().config.region();
    if (shut.includes(asked)) throw failure('AccessDenied', 'not in this region');
    const there = (inRegion[asked] ?? []).map((name) => stackOf(name, asked));
    if (StackName === undefined) return { Stacks: there };
    const found = there.filter((stack) => stack.StackName === StackName || stack.StackId === StackName);
    if (found.length === 0) throw failure('ValidationError', `Stack with id ${StackName} does not exist`);
    return { Stacks: found };
  });
  cloudFormation.on(ListStackResourcesCommand).callsFake(async ({ StackName }, client) => {
    if (!inRegion[await client().config.region()]?.includes(StackName)) throw failure('ValidationError', 'no stack');
    return { StackResourceSummaries: [{}] };
  });
  cloudFormation.on(DeleteStackCommand).callsFake(async ({ StackName }, client) => {
    const asked: string = await client().config.region();
    removed.push([asked, StackName]);
    inRegion[asked] = (inRegion[asked] ?? []).filter((name) => name !== StackName);
    return {};
  });
});

afterEach(() => {
  for (const client of [cloudFormation, ...others]) client.reset();
  if (region === undefined) delete process.env.AWS_REGION;
  else process.env.AWS_REGION = region;
});

const stage = () => stageInAws('prod', async () => {});
const namesOf = (made: { name: string }[]) => made.map(({ name }) => name);

describe('A stage with CloudFront before its API', () => {
  test('has a stack in us-east-1 too, which goes first, and its key goes with it', async () => {
    const { made, left } = await stage().find();
    expect(namesOf(made)).toEqual([
      'sakimawari-prod-edge',
      'sakimawari-prod-app',
      'sakimawari-prod-data',
      'sakimawari/prod/links',
      'sakimawari/prod/oidc',
    ]);
    expect(made[0]).toMatchObject({ kind: 'stack', isData: false });
    expect(left.map(({ what }) => what)).toEqual(['the secret sakimawari/prod/chat']);
    for (const one of made.filter(({ kind }) => kind === 'stack')) await stage().remove(one, () => {});
    expect(removed).toEqual([
      [EDGE_REGION, 'sakimawari-prod-edge'],
      ['ap-northeast-1', 'sakimawari-prod-app'],
      ['ap-northeast-1', 'sakimawari-prod-data'],
    ]);
  });

  test('is found once where all of it is in us-east-1', async () => {
    process.env.AWS_REGION = EDGE_REGION;
    inRegion[EDGE_REGION]?.push('sakimawari-prod-app');
    expect(namesOf((await stage().find()).made).slice(0, 2)).toEqual(['sakimawari-prod-edge', 'sakimawari-prod-app']);
  });

  test('whose edge is all that is left is still found', async () => {
    inRegion['ap-northeast-1'] = [];
    const { made, where } = await stage().find();
    expect(made[0]?.name).toBe('sakimawari-prod-edge');
    expect(where).toBe('account 123456789012, us-east-1');
  });
});

test('The stack of a domain goes before the API that it leads to', async () => {
  inRegion = { 'ap-northeast-1': ['sakimawari-prod-app', 'sakimawari-prod-data', 'sakimawari-prod-domain'] };
  const { made } = await stage().find();
  expect(namesOf(made).slice(0, 2)).toEqual(['sakimawari-prod-domain', 'sakimawari-prod-app']);
});

describe('A stage without one', () => {
  test('is what it was, and a secret of that name is somebody’s', async () => {
    inRegion[EDGE_REGION] = [];
    const { made, left } = await stage().find();
    expect(namesOf(made)[0]).toBe('sakimawari-prod-app');
    expect(left.map(({ what }) => what)).toContain('the secret sakimawari/prod/edge');
  });

  test('can be removed where us-east-1 is shut to the company, and says what was not looked at', async () => {
    shut = [EDGE_REGION];
    const { made, left } = await stage().find();
    expect(namesOf(made)).toContain('sakimawari-prod-app');
    expect(left[0]).toEqual({
      what: 'the stack sakimawari-prod-edge in us-east-1, if there is one',
      why: 'AWS does not let it be looked for there: not in this region.',
    });
  });
});

test('Copies that restore made of its tables are part of a stage, and those of another one are not', async () => {
  const [dynamo] = others as never as ReturnType<typeof mockClient>[];
  const copy = 'sakimawari-prod-data-EventsTable0A1B2C3D-X1Y2-at-20260531T180000Z';
  dynamo?.on(ListTablesCommand as never).resolves({
    TableNames: [copy, 'sakimawari-prod-data-two-data-EventsTable0A1B2C3D-X1Y2', `${copy}-of-mine`],
  } as never);
  dynamo?.on(DescribeTableCommand as never).resolves({ Table: { ItemCount: 3 } } as never);
  const { made } = await stage().find();
  expect(namesOf(made.filter(({ kind }) => kind === 'table'))).toEqual([copy]);
});
