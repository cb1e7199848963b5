import type { SendMessageBatchCommandInput, SendMessageBatchResult } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { ChangedAccountsQueue, decodeChangedAccount } from '../../functions/aws/changed-accounts-queue.ts';

const QUEUE_URL = 'https://queue.example';
let batches: NonNullable<SendMessageBatchCommandInput['Entries']>[];
let answer: Partial<SendMessageBatchResult>;
const queue = {
  async call<Answer>(operation: string, input: object) {
    const { QueueUrl, Entries = [] } = input as SendMessageBatchCommandInput;
    expect([operation, QueueUrl]).toEqual(['SendMessageBatch', QUEUE_URL]);
    batches.push(Entries);
    return answer as Answer;
  },
};
const open = () => new ChangedAccountsQueue(queue, QUEUE_URL);

beforeEach(() => {
  batches = [];
  answer = {};
});

describe('the queue of changed accounts', () => {
  it('gets one message an account, ten at a time', async () => {
    const accounts = Array.from({ length: 25 }, (_, i) => `account-${i} "quoted"`);
    await open().send(accounts);
    expect(batches.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(batches.flat().map(({ MessageBody }) => decodeChangedAccount(MessageBody as string))).toEqual(accounts);
  });

  it('gets nothing when no account changed', async () => {
    await open().send([]);
    expect(batches).toHaveLength(0);
  });

  it('that refuses a message is an error, so that the batch comes again', async () => {
    answer = { Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] };
    await expect(open().send(['koa'])).rejects.toMatchObject({ code: 'message-not-sent' });
  });

  it('refuses to read what it did not write', () => {
    for (const body of ['', '{}', '{"account":""}', '[]']) expect(() => decodeChangedAccount(body)).toThrow();
  });
});
