import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { AwsJsonClient } from '../../../functions/aws/json-client.ts';
import { postThroughKills } from '../../support/killed-receiver.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

describe('a receiver that is killed between its store and its answer, 1,000 times', () => {
  it('loses nothing that it acknowledged, and stores nothing twice', async () => {
    const rows = new Map<string, string>();
    const callOnce = async (_operation: string, input: object) => {
      const { RequestItems } = input as { RequestItems: Record<string, WriteRequest[]> };
      for (const { PutRequest } of Object.values(RequestItems).flat()) {
        const item = PutRequest?.Item;
        rows.set(`${item?.pk?.S} ${item?.sk?.S}`, JSON.stringify(item));
      }
      return {};
    };
    const { acknowledged, there, missingWhenAnswered } = await postThroughKills({
      store: { callOnce: callOnce as AwsJsonClient['callOnce'] },
      stored: async () => [...rows.keys()],
      tables: { events: 'events', accounts: 'accounts' },
      deliveries: 100,
      kills: 1_000,
      seed: 20_260_601,
    });
    expect(missingWhenAnswered).toBe(0);
    expect(acknowledged).toHaveLength(3_000);
    expect(there).toEqual(acknowledged);
  });
});
