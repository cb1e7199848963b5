import { AwsError } from './aws-error.ts';
import type { AwsJsonClient } from './json-client.ts';

/** How a run of a state machine stands. */
export type NamedRun = { status: 'running' | 'done' | 'unknown' } | { status: 'ended'; why: string };

/** Runs of a state machine, by the names that whoever starts them gives. */
export class NamedRuns {
  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    private readonly stateMachineArn: string,
  ) {}

  /** The same again while it runs is the same run; one that has ended does not begin again. */
  async start(name: string, input: object): Promise<void> {
    const { stateMachineArn } = this;
    try {
      await this.client.call('StartExecution', { stateMachineArn, name, input: JSON.stringify(input) });
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ExecutionAlreadyExists')) throw error;
    }
  }

  async look(name: string): Promise<NamedRun> {
    try {
      const { status, error, cause } = await this.client.call<{ status: string; error?: string; cause?: string }>(
        'DescribeExecution',
        { executionArn: this.arnOf(name) },
      );
      if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return { status: 'running' };
      if (status === 'SUCCEEDED') return { status: 'done' };
      return { status: 'ended', why: [`${status}:`, error, cause].filter(Boolean).join(' ') };
    } catch (error) {
      if (!isUnknown(error)) throw error;
      return { status: 'unknown' };
    }
  }

  /** Of one that has ended, nothing. */
  async stop(name: string): Promise<void> {
    try {
      await this.client.call('StopExecution', { executionArn: this.arnOf(name), cause: 'cancelled' });
    } catch (error) {
      if (!isUnknown(error)) throw error;
    }
  }

  private arnOf(name: string): string {
    return `${this.stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  }
}

const isUnknown = (error: unknown) => error instanceof AwsError && error.code === 'ExecutionDoesNotExist';
