import type { DynamoDBRecord } from 'aws-lambda';
import type { Day } from '../../domain/time/day.ts';
import { parseEventsKey, sourceOfEventKey } from '../store/events/events.ts';
import { type FlushMarker, flushMarkersIn } from '../store/events/flush-markers.ts';

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
}

/** Events that are in the store for the first time, and those stored again with other content under the same identity. */
export interface Arrivals {
  stored: number;
  conflicts: number;
}

export function touchedBy(records: DynamoDBRecord[]): Touched {
  const accounts = new Map<string, TouchedAccount>();
  records.forEach(({ dynamodb }, record) => {
    const hour = parseEventsKey(dynamodb?.Keys?.pk?.S ?? '');
    if (hour === null) return;
    const { account, at } = hour;
    const touched = accounts.get(account) ?? { account, days: new Map<Day, Set<number>>(), firstRecord: record };
    accounts.set(account, touched);
    touched.days.set(at.day, (touched.days.get(at.day) ?? new Set<number>()).add(at.hour));
  });
  return { accounts: [...accounts.values()], markers: flushMarkersIn(records) };
}

export function arrivalsBySource(records: DynamoDBRecord[]): Map<string, Arrivals> {
  const arrivals = new Map<string, Arrivals>();
  for (const { eventName, dynamodb } of records) {
    if (parseEventsKey(dynamodb?.Keys?.pk?.S ?? '') === null) continue;
    const source = sourceOfEventKey(dynamodb?.Keys?.sk?.S ?? '');
    const counts = arrivals.get(source) ?? { stored: 0, conflicts: 0 };
    arrivals.set(source, counts);
    // DynamoDB reports no change where an event is stored again as it was.
    if (eventName === 'MODIFY') counts.conflicts += 1;
    else counts.stored += 1;
  }
  return arrivals;
}
