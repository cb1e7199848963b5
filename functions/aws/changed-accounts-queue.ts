import type { SendMessageBatchCommandInput, SendMessageBatchResult } from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import type { AwsJsonClient } from './json-client.ts';

const BATCH = 10;
const BATCHES_IN_FLIGHT = 8;

export class MessageNotSentError extends Error {
  override readonly name = 'MessageNotSentError';
  readonly code = 'message-not-sent';
}

/** Accounts whose usage of today or yesterday just changed, so that they are evaluated within seconds. */
export class ChangedAccountsQueue {
  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    private readonly queueUrl: string,
  ) {}

  /** One message an account; at once, or after up to 15 minutes. */
  async send(accounts: string[], delayInSeconds = 0): Promise<void> {
    const batches: string[][] = [];
    for (let i = 0; i < accounts.length; i += BATCH) batches.push(accounts.slice(i, i + BATCH));
    await pMap(batches, (batch) => this.sendBatch(batch, delayInSeconds), { concurrency: BATCHES_IN_FLIGHT });
  }

  private async sendBatch(accounts: string[], delayInSeconds: number): Promise<void> {
    const input: SendMessageBatchCommandInput = {
      QueueUrl: this.queueUrl,
      Entries: accounts.map((account, i) => ({
        Id: String(i),
        MessageBody: encodeChangedAccount(account),
        ...(delayInSeconds > 0 && { DelaySeconds: delayInSeconds }),
      })),
    };
    const { Failed = [] } = await this.client.call<Partial<SendMessageBatchResult>>('SendMessageBatch', input);
    if (Failed.length > 0)
      throw new MessageNotSentError(`the queue refused ${Failed.length} messages: ${Failed[0]?.Code}`);
  }
}

export const encodeChangedAccount = (account: string): string => JSON.stringify({ account });

export function decodeChangedAccount(body: string): string {
  const { account } = JSON.parse(body) as { account?: unknown };
  if (typeof account !== 'string' || account === '') throw new TypeError('the message names no account');
  return account;
}
