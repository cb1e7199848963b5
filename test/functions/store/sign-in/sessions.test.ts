import type { BatchGetItemCommandInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { encodeAccount, encodeCsm } from '../../../../functions/store/accounts/account-items.ts';
import type { Item } from '../../../../functions/store/item.ts';
import { accountRowKey, sessionRowKey } from '../../../../functions/store/keys.ts';
import { DynamoSessions, sessionRecord } from '../../../../functions/store/sign-in/sessions.ts';
import { scriptedDynamo } from '../../../support/fake-dynamo.ts';

const aoi = { id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm' } as const;
const session = { person: 'aoi', id: 's', role: 'csm', signedInAt: 1 } as const;
const open = { ...sessionRowKey('aoi', 's'), ...sessionRecord.encode(session) };
const koa = encodeAccount({ id: 'koa', name: 'Koa' });
const asking = [accountRowKey('koa'), accountRowKey('nobody')];

async function read(stored: Item[], alsoAsked?: Item[], as: Parameters<DynamoSessions['read']>[0] = session) {
  const { client, asked } = scriptedDynamo({
    BatchGetItem: [{ Responses: { accounts: [encodeCsm(aoi), ...stored, koa] } }],
  });
  const reading = await new DynamoSessions(client, 'accounts').read(as, alsoAsked);
  return { reading, asked: asked<BatchGetItemCommandInput>('BatchGetItem') };
}

describe('What is asked for together with a session', () => {
  it('comes in the same answer, what is not there among it', async () => {
    const { reading, asked } = await read([open], asking);
    expect(asked.map(({ RequestItems }) => RequestItems?.accounts?.Keys?.length)).toEqual([5]);
    expect(asked[0]?.RequestItems?.accounts?.ConsistentRead).toBe(true);
    expect(reading).toMatchObject({ isOpen: true, member: aoi });
    expect(asking.map((key) => reading.rows?.get(key))).toEqual([koa, undefined]);
    expect(asking.map((key) => reading.rows?.has(key))).toEqual([true, true]);
    expect(reading.rows?.has(accountRowKey('lio'))).toBe(false);
  });

  it.each([
    ['ended', [{ ...open, endedAt: { N: '5' } }], session],
    ['not there', [], session],
    ['of another role', [open], { ...session, role: 'manager' }],
  ] as const)('is not handed out where the session is %s', async (_, stored, as) => {
    const { reading } = await read([...stored], asking, as);
    expect([reading.isOpen, reading.rows]).toEqual([false, undefined]);
  });

  it('is nothing unless something is', async () => {
    const { reading, asked } = await read([open]);
    expect([reading.isOpen, reading.rows]).toEqual([true, undefined]);
    expect(asked[0]?.RequestItems?.accounts?.Keys).toHaveLength(3);
  });
});
