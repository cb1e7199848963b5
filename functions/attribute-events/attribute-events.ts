import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import pMap from 'p-map';
import { errorFields, log } from '../runtime/log.ts';
import { logMetrics } from '../runtime/metrics.ts';
import type { DynamoCalls, StoredCall } from '../store/events/calls.ts';
import { answerMarkers, type FlushMarker, flushMarkersIn } from '../store/events/flush-markers.ts';
import { groupKey, ownerKey } from '../store/keys.ts';
import { applyCalls, type CallTools } from './apply-calls.ts';
import { type Arrival, arrivalsIn } from './arrivals.ts';
import { attributeWaiting, type WaitingTools } from './attribute-waiting.ts';

export interface AttributionTools extends CallTools, WaitingTools {
  links: CallTools['links'] & WaitingTools['links'];
  calls: Pick<DynamoCalls, 'find' | 'about' | 'keepForAccounts'>;
  /** Where new accounts are to be seen at once. */
  board: { add(accounts: string[]): Promise<void> };
  flushMarkers: { answer(marker: FlushMarker, nowInMs: number): Promise<void> };
}

type Counts = Record<'AppliedCalls' | 'AttributedEvents' | 'QuarantinedEvents' | 'ForbiddenCalls', number>;

const ARRIVALS_IN_FLIGHT = 8;

/**
 * Follows what can't be counted or written down when it comes: calls, events of people whose account is not known, and
 * the links and accounts that they wait for. Whichever comes last finds all the others stored, so the order is all the
 * same; and each step may be repeated.
 *
 * Of a batch that fails in part, the first record that was not dealt with is reported, as roll-up-usage does.
 */
export function attributeEvents(tools: AttributionTools) {
  return async (records: DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
    const startedAt = tools.now();
    const counts: Counts = { AppliedCalls: 0, AttributedEvents: 0, QuarantinedEvents: 0, ForbiddenCalls: 0 };
    let firstFailed = records.length;
    const arrivals = arrivalsIn(records);
    await pMap(
      arrivals,
      async (arrival) => {
        try {
          await attributeArrival(arrival, counts);
        } catch (error) {
          log('error', `${arrival.kind} not attributed`, errorFields(error));
          firstFailed = Math.min(firstFailed, arrival.firstRecord);
        }
      },
      { concurrency: ARRIVALS_IN_FLIGHT },
    );
    await addToBoard(arrivals.flatMap((arrival) => (arrival.kind === 'account' ? [arrival.id] : [])));
    firstFailed = await answerMarkers(flushMarkersIn(records), firstFailed, (marker) =>
      tools.flushMarkers.answer(marker, tools.now()),
    );
    logMetrics('attributed', counts, { now: startedAt, fields: { records: records.length } });
    const failed = records[firstFailed]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed }] };
  };

  /** Nothing hangs on it: the night sees to whom it left out. */
  async function addToBoard(accounts: string[]): Promise<void> {
    if (accounts.length === 0) return;
    try {
      await tools.board.add(accounts);
    } catch (error) {
      log('warn', 'board-not-kept', errorFields(error));
    }
  }

  async function attributeArrival(arrival: Arrival, counts: Counts) {
    switch (arrival.kind) {
      case 'calls': {
        await apply(await tools.calls.find(arrival.pk, arrival.sortKeys), counts);
        return;
      }
      case 'account': {
        for await (const page of tools.calls.about(groupKey(arrival.id))) {
          // Those about the account itself made it, or were used when they came.
          await apply(
            page.filter(({ kind }) => kind === 'identify'),
            counts,
          );
        }
        return;
      }
      case 'link': {
        if (arrival.owner.kind === 'user') {
          for await (const page of tools.calls.about(ownerKey(arrival.owner))) await apply(page, counts);
        }
        await attribute(arrival, counts);
        return;
      }
      case 'waiting':
        await attribute(arrival, counts);
    }
  }

  async function apply(calls: StoredCall[], counts: Counts) {
    if (calls.length === 0) return;
    const { quarantined, notAllowed } = await applyCalls(calls, tools);
    counts.AppliedCalls += calls.length;
    counts.ForbiddenCalls += notAllowed;
    counts.QuarantinedEvents += quarantined;
  }

  async function attribute({ owner }: Arrival<'link' | 'waiting'>, counts: Counts) {
    const { attributed, quarantined } = await attributeWaiting(owner, tools);
    counts.AttributedEvents += attributed;
    counts.QuarantinedEvents += quarantined;
  }
}
