import { createHmac } from 'node:crypto';
import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { IsErased } from '../../../domain/personal-data/late-arrivals.ts';
import type { AwsJsonClient } from '../../aws/json-client.ts';
import { Expiring } from '../../runtime/expiring.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { ERASURES_KEY, hashOfErasure, isErasureSalt } from '../keys.ts';
import { queryAll } from '../query.ts';

/** So long may somebody who was just erased still be taken in. */
const KEPT_FOR_IN_MS = 60_000;

/** Who was erased, people and whole accounts, for those who take in what comes: read once a minute, since it is asked of every event. */
export class ErasedPeople {
  private readonly known: Expiring<IsErased>;

  constructor(readAll: (query: Omit<QueryCommandInput, 'TableName'>) => Promise<Item[]>, now: () => number) {
    this.known = new Expiring(async () => isErasedBy(await readAll(query)), { forMs: KEPT_FOR_IN_MS, now });
  }

  isErased(): Promise<IsErased> {
    return this.known.get();
  }
}

const query = {
  KeyConditionExpression: 'pk = :pk',
  ExpressionAttributeValues: { ':pk': { S: ERASURES_KEY } },
  // Not who is being erased, though that lies beside.
  ProjectionExpression: 'sk, salt, liftedAt',
};

export const erasedPeople = (client: DynamoDBClient, TableName: string, now: () => number) =>
  new ErasedPeople((asked) => queryAll(client, { ...asked, TableName }), now);

/** The same as it stands at each moment, for those who are seldom asked: whoever is admitted again is imported next. */
export const erasedPeopleNow = (client: DynamoDBClient, TableName: string): Pick<ErasedPeople, 'isErased'> => ({
  isErased: () => erasedPeople(client, TableName, Date.now).isErased(),
});

/** The same for those who do without the client of the whole store. */
export const erasedPeopleByJson = (client: Pick<AwsJsonClient, 'call'>, TableName: string, now: () => number) =>
  new ErasedPeople(async (asked) => {
    const rows: Item[] = [];
    let from: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.call<{ Items?: Item[]; LastEvaluatedKey?: Item }>('Query', {
        ...asked,
        TableName,
        ...(from !== undefined && { ExclusiveStartKey: from }),
      });
      rows.push(...Items);
      from = LastEvaluatedKey;
    } while (from !== undefined);
    return rows;
  }, now);

function isErasedBy(rows: Item[]): IsErased {
  const salt = rows.find(({ sk }) => isErasureSalt(`${sk?.S}`))?.salt?.S;
  const hashes = new Set(
    rows.flatMap(({ sk, liftedAt }) => (liftedAt === undefined ? (hashOfErasure(`${sk?.S}`) ?? []) : [])),
  );
  if (salt === undefined || hashes.size === 0) return () => false;
  // There are far fewer accounts than users, and each is asked of with every event.
  const accounts = new Map<string, boolean>();
  const isErasedAccount = (account: string) => {
    const known = accounts.get(account) ?? hashes.has(hashOf(salt, account));
    accounts.set(account, known);
    return known;
  };
  return (account, user) =>
    (account !== undefined && isErasedAccount(account)) ||
    (user !== undefined && hashes.has(hashOf(salt, account, user)));
}

/**
 * @param account `undefined`: of whatever account, for what comes without one
 * @param person `undefined`: all of the account
 */
export const hashOf = (salt: string, account: string | undefined, person?: string) =>
  createHmac('sha256', salt)
    .update(JSON.stringify([account ?? null, ...(person === undefined ? [] : [person])]))
    .digest('base64url');
