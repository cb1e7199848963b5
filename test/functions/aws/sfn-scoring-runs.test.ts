import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { ScoringRuns } from '../../../functions/aws/sfn-scoring-runs.ts';

const client = new SFNClient({ region: 'ap-northeast-1' });
const service = mockClient(client);

async function outcomesOf(...outcomes: object[]) {
  service.on(DescribeExecutionCommand).resolves({ status: 'SUCCEEDED', output: JSON.stringify(outcomes) });
  const look = await new ScoringRuns(client, 'arn').look('run');
  return look.status === 'done' ? look.outcomes : look;
}
const group = { asOf: '2026-06-01', accounts: 5, opened: 2, closed: 1 };

test('a run tells of each group what it skipped, by reason', async () => {
  const skipped = [{ reason: 'past', accounts: 20_000, examples: ['aoba', 'koa'] }];
  expect(await outcomesOf({ ...group, skipped }, group)).toEqual([
    { ...group, skipped, failed: [], wereScored: 0 },
    { ...group, skipped: [], failed: [], wereScored: 0 },
  ]);
});

test('a run that an earlier version began, account by account, is told the same way', async () => {
  const skipped = [
    { account: 'koa', reason: 'past' },
    { account: 'aoba', reason: 'past' },
  ];
  expect(await outcomesOf({ ...group, skipped })).toMatchObject([
    { skipped: [{ reason: 'past', accounts: 2, examples: ['aoba', 'koa'] }] },
  ]);
});
