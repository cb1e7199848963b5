import type { DynamoDBRecord } from 'aws-lambda';
import {
  ACCOUNT_SORT_KEY,
  accountIdOf,
  isCallSortKey,
  isWaitingSortKey,
  LINK_SORT_KEY,
  type Owner,
  ownerOfWaiting,
  parseOwnerKey,
} from '../store/keys.ts';

interface Arrivals {
  calls: { pk: string; sortKeys: string[] };
  waiting: { owner: Owner };
  link: { owner: Owner };
  account: { id: string };
}

/** Something that came, once a batch however many records tell of it. */
export type Arrival<Kind extends keyof Arrivals = keyof Arrivals> = {
  [One in Kind]: Arrivals[One] & {
    kind: One;
    /** Place of its first record in the batch. */
    firstRecord: number;
  };
}[Kind];

/** What the records of both tables' streams tell of; others are passed over. */
export function arrivalsIn(records: DynamoDBRecord[]): Arrival[] {
  const arrivals = new Map<string, Arrival>();
  records.forEach(({ dynamodb }, firstRecord) => {
    const pk = dynamodb?.Keys?.pk?.S ?? '';
    const sk = dynamodb?.Keys?.sk?.S ?? '';
    const arrival = arrivalOf(pk, sk, firstRecord);
    if (arrival === null) return;
    const key = `${arrival.kind} ${pk}`;
    const known = arrivals.get(key);
    if (known === undefined) arrivals.set(key, arrival);
    else if (known.kind === 'calls') known.sortKeys.push(sk);
  });
  return [...arrivals.values()];
}

function arrivalOf(pk: string, sk: string, firstRecord: number): Arrival | null {
  if (isCallSortKey(sk)) return { kind: 'calls', pk, sortKeys: [sk], firstRecord };
  if (sk === ACCOUNT_SORT_KEY) return { kind: 'account', id: accountIdOf(pk), firstRecord };
  const isWaiting = isWaitingSortKey(sk);
  if (!isWaiting && sk !== LINK_SORT_KEY) return null;
  const owner = isWaiting ? ownerOfWaiting(pk) : parseOwnerKey(pk);
  return owner && { kind: isWaiting ? 'waiting' : 'link', owner, firstRecord };
}
