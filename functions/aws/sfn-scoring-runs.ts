import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { skippedAccount, skippedAccountsSchema, sumOfSkipped } from '../../domain/evaluation/skipped-accounts.ts';

/** A run that an earlier version began names each account. */
const skippedOneByOneSchema = z
  .array(z.object({ account: z.string(), reason: z.string() }))
  .transform((skipped) => sumOfSkipped(skipped.map(({ account, reason }) => skippedAccount(account, reason))));

/** What each group of shards answers. */
const outcomesSchema = z.array(
  z.object({
    asOf: z.string(),
    accounts: z.number(),
    opened: z.number(),
    closed: z.number(),
    skipped: z.union([z.array(skippedAccountsSchema), skippedOneByOneSchema]).default([]),
    failed: z.array(skippedAccountsSchema).default([]),
    wereScored: z.number().default(0),
  }),
);

export type ScoringRun =
  | { status: 'running' }
  | { status: 'failed'; why: string }
  | { status: 'done'; outcomes: z.infer<typeof outcomesSchema> };

/** Runs of the scoring state machine. */
export class ScoringRuns {
  constructor(
    private readonly client: SFNClient,
    private readonly stateMachineArn: string,
  ) {}

  async start(input: { asOf?: string; account?: string; quietFrom?: string }): Promise<string> {
    const { executionArn } = await this.client.send(
      new StartExecutionCommand({ stateMachineArn: this.stateMachineArn, input: JSON.stringify(input) }),
    );
    return executionArn as string;
  }

  async look(run: string): Promise<ScoringRun> {
    const execution = await this.client.send(new DescribeExecutionCommand({ executionArn: run }));
    if (execution.status === 'RUNNING' || execution.status === 'PENDING_REDRIVE') return { status: 'running' };
    if (execution.status === 'SUCCEEDED') {
      return { status: 'done', outcomes: outcomesSchema.parse(JSON.parse(execution.output as string)) };
    }
    return { status: 'failed', why: `${execution.status}: ${execution.error ?? ''} ${execution.cause ?? ''}`.trim() };
  }
}

export const openScoringRuns = (stateMachineArn: string) => new ScoringRuns(new SFNClient({}), stateMachineArn);
