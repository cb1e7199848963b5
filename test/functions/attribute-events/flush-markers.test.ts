import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { AttributedTables } from '../../support/attribution.ts';
import { memoryDynamo } from '../../support/memory-dynamo.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

const NOW = Date.parse('2026-06-01T09:00:00+09:00');
const record = (pk: string, sk: string, sequence: number): DynamoDBRecord => ({
  eventName: 'INSERT',
  dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(sequence) },
});
const link = (user: string, sequence: number) => record(`user#${user}`, 'link', sequence);

function tables(failing: string[] = []) {
  const answered: string[] = [];
  const flushMarkers = { answer: vi.fn(async ({ flush, n }) => void answered.push(`${flush} ${n}`)) };
  const links = {
    accountsOf: vi.fn(async () => new Map<string, string>()),
    countedFor: vi.fn(async (users: string[]) => {
      if (users.some((user) => failing.includes(user))) throw new Error('down');
      answered.push(...users);
      return new Map<string, string>();
    }),
    usersBehind: vi.fn(async () => new Map<string, string>()),
    linkUsers: vi.fn(),
    linkAnonymous: vi.fn(),
  };
  const attributed = new AttributedTables(
    { client: memoryDynamo(), eventsTable: 'events', accountsTable: 'accounts' },
    () => NOW,
    { flushMarkers, links },
  );
  return { attributed, answered };
}

test('a marker is answered after everything else in the batch, behind calls as behind links', async () => {
  const { attributed, answered } = tables();
  await attributed.deliver([record('flush#f1#7', '~flush', 1), record('flush#f2#0', 'flush', 2), link('u1', 3)]);
  expect(answered).toEqual(['u1', 'f1 7', 'f2 0']);
});

test('a marker waits when something before it failed, and not when something after it did', async () => {
  const { attributed, answered } = tables(['u1']);
  const failed = await attributed.deliver([
    record('flush#f#0', 'flush', 1),
    link('u1', 2),
    record('flush#f#1', 'flush', 3),
  ]);
  expect(answered).toEqual(['f 0']);
  expect(failed).toEqual(['2']);
});

test('nobody who is called flush is taken for a marker', async () => {
  const { attributed, answered } = tables();
  await attributed.deliver([link('flush#f1#1', 1), record('flush#f1#1', '3#account', 2)]);
  expect(answered).toEqual(['flush#f1#1']);
});
