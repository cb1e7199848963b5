import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { ChangedAccountsQueue, decodeChangedAccount } from '../../functions/adapters/changed-accounts-queue.ts';

const client = new SQSClient({ region: 'ap-northeast-1' });
const queue = mockClient(client);
const open = () => new ChangedAccountsQueue(client, 'https://queue.example');

beforeEach(() => {
  queue.reset();
});

describe('the queue of changed accounts', () => {
  it('gets one message an account, ten at a time', async () => {
    queue.on(SendMessageBatchCommand).resolves({});
    const accounts = Array.from({ length: 25 }, (_, i) => `account-${i} "quoted"`);
    await open().send(accounts);
    const batches = queue.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input.Entries ?? []);
    expect(batches.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(batches.flat().map(({ MessageBody }) => decodeChangedAccount(MessageBody as string))).toEqual(accounts);
  });

  it('gets nothing when no account changed', async () => {
    await open().send([]);
    expect(queue.calls()).toHaveLength(0);
  });

  it('that refuses a message is an error, so that the batch comes again', async () => {
    queue.on(SendMessageBatchCommand).resolves({ Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] });
    await expect(open().send(['koa'])).rejects.toMatchObject({ code: 'message-not-sent' });
  });

  it('refuses to read what it did not write', () => {
    for (const body of ['', '{}', '{"account":""}', '[]']) expect(() => decodeChangedAccount(body)).toThrow();
  });
});
