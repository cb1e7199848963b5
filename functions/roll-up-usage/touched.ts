import type { DynamoDBRecord } from 'aws-lambda';
import type { Day } from '../../domain/day.ts';
import { parseEventsKey } from '../adapters/dynamo-events.ts';
import { type FlushMarker, parseFlushMarker } from '../adapters/dynamo-flush-markers.ts';

export interface TouchedAccount {
  account: string;
  /** Day → hours with a new or changed event. */
  days: Map<Day, Set<number>>;
  /** Place of its first record in the batch. */
  firstRecord: number;
}

/** What the records of a batch touch, each account and hour once. */
export interface Touched {
  accounts: TouchedAccount[];
  markers: { marker: FlushMarker; record: number }[];
  /** Events that were stored again with other content under the same identity. */
  conflicts: number;
}

export function touchedBy(records: DynamoDBRecord[]): Touched {
  const accounts = new Map<string, TouchedAccount>();
  const markers: Touched['markers'] = [];
  let conflicts = 0;
  records.forEach(({ eventName, dynamodb }, record) => {
    const pk = dynamodb?.Keys?.pk?.S ?? '';
    const marker = parseFlushMarker(pk, dynamodb?.Keys?.sk?.S ?? '');
    if (marker !== null) {
      markers.push({ marker, record });
      return;
    }
    const hour = parseEventsKey(pk);
    if (hour === null) return;
    const { account, at } = hour;
    const touched = accounts.get(account) ?? { account, days: new Map<Day, Set<number>>(), firstRecord: record };
    accounts.set(account, touched);
    touched.days.set(at.day, (touched.days.get(at.day) ?? new Set<number>()).add(at.hour));
    // DynamoDB reports no change where an event is stored again as it was.
    if (eventName === 'MODIFY') conflicts += 1;
  });
  return { accounts: [...accounts.values()], markers, conflicts };
}
