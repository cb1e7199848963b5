import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import type { Bench, Row } from '../bench.ts';
import { meteredIngest } from '../support/metered-ingest.ts';
import { quietly } from '../support/quietly.ts';
import { EVENTS } from '../support/sample-account.ts';

const ACCOUNTS = 1_000;
const QUICK_ACCOUNTS = 30;
const MIXED_ACCOUNTS = 100;
const EVENTS_A_DELIVERY = 100;
const USERS = 10;
const MOST_WRITE_UNITS_AN_EVENT = 1.12;
const MOST_TIMES_THE_RAW_WRITES = 1.3;

/** Public prices of Tokyo in US dollars, on demand. */
const A_WRITE_UNIT = 0.715e-6;
const A_READ_UNIT = 0.1425e-6;
const AN_HTTP_REQUEST = 1.29e-6;
const A_LAMBDA_CALL = 0.2e-6;
const A_GIGABYTE_SECOND_ON_ARM = 13.3334e-6;
const RECEIVE_IN_GIGABYTE_SECONDS = 0.25 * 0.1;
const ROLL_UP_IN_GIGABYTE_SECONDS = 0.5 * 2;
/** The receiver looks its source up in each delivery, eventually consistent. */
const READ_UNITS_A_DELIVERY = 0.5;

const HOUR_IN_MS = 3_600_000;
const NOON = Date.parse('2026-06-01T03:00:00Z');

/** What an event costs on its way into usage: the raw row, and what the roll-up reads and writes. */
export const bench: Bench = {
  name: 'p8',
  async run({ isQuick }) {
    const accounts = isQuick ? QUICK_ACCOUNTS : ACCOUNTS;
    const own = await quietly(() => costOf(accounts, (delivery) => () => delivery));
    const few = Math.min(accounts, MIXED_ACCOUNTS);
    const mixed = await quietly(() => costOf(few, (delivery) => (i) => (delivery * 7 + i * 13) % few));
    const against = 'counted, by the rules of the price list';
    const times = own.dollars / own.rawDollars;
    return [
      {
        goal: 'P8',
        what: `Write units an event, ${accounts.toLocaleString('en')} accounts, ${EVENTS_A_DELIVERY} events of one account a delivery`,
        against,
        measured: own.writeUnitsAnEvent.toFixed(3),
        limit: `≤ ${MOST_WRITE_UNITS_AN_EVENT}`,
        isMet: own.writeUnitsAnEvent <= MOST_WRITE_UNITS_AN_EVENT,
      },
      {
        goal: 'P8',
        what: 'Price of the whole way of such a delivery: gateway, functions, reads, writes',
        against: `its raw writes alone: $${((own.rawDollars / own.events) * 1e6).toFixed(2)} a million events`,
        measured: `${times.toFixed(3)}× ($${((own.dollars / own.events) * 1e6).toFixed(2)})`,
        limit: `≤ ${MOST_TIMES_THE_RAW_WRITES}×`,
        isMet: times <= MOST_TIMES_THE_RAW_WRITES,
      },
      told(
        'Write units an event when every event of a delivery is of another account',
        mixed.writeUnitsAnEvent.toFixed(3),
      ),
    ];
  },
};

const told = (what: string, measured: string): Row => ({
  goal: '',
  what,
  against: 'counted, by the rules of the price list',
  measured,
  limit: '–',
  isMet: null,
});

/** An hour in which every account has a hundred events, after a day on which all of them were seen before. */
async function costOf(accounts: number, accountOf: (delivery: number) => (event: number) => number) {
  let now = NOON;
  const { dynamo, store, rollUpBatch } = meteredIngest(() => now);

  async function hour(at: number) {
    now = at;
    let rawUnits = 0;
    let batches = 0;
    for (let delivery = 0; delivery < accounts; delivery += 1) {
      const before = dynamo.writeUnits;
      await store(deliveryOf(delivery, accountOf(delivery), at));
      rawUnits += dynamo.writeUnits - before;
      if (await rollUpBatch(delivery === accounts - 1)) batches += 1;
    }
    return { rawUnits, batches };
  }

  await hour(NOON);
  await hour(NOON + 23 * HOUR_IN_MS);
  dynamo.meterFromZero();
  const { rawUnits, batches } = await hour(NOON + 24 * HOUR_IN_MS);
  const events = accounts * EVENTS_A_DELIVERY;
  const rawDollars = rawUnits * A_WRITE_UNIT;
  const ofDelivery =
    AN_HTTP_REQUEST +
    A_LAMBDA_CALL +
    RECEIVE_IN_GIGABYTE_SECONDS * A_GIGABYTE_SECOND_ON_ARM +
    READ_UNITS_A_DELIVERY * A_READ_UNIT;
  const ofBatch = A_LAMBDA_CALL + ROLL_UP_IN_GIGABYTE_SECONDS * A_GIGABYTE_SECOND_ON_ARM;
  const dollars =
    dynamo.writeUnits * A_WRITE_UNIT + dynamo.readUnits * A_READ_UNIT + accounts * ofDelivery + batches * ofBatch;
  return { events, writeUnitsAnEvent: dynamo.writeUnits / events, rawDollars, dollars };
}

function deliveryOf(delivery: number, accountOf: (event: number) => number, at: number): UsageEvent[] {
  return Array.from({ length: EVENTS_A_DELIVERY }, (_, i) => {
    const account = `account-${accountOf(i)}`;
    return {
      id: `evt_${delivery.toString(36)}_${i.toString(36)}_${at.toString(36)}`,
      account,
      user: `user-${i % USERS}@${account}.example`,
      event: EVENTS[i % EVENTS.length] as string,
      time: at + delivery * 3_000 + i * 10,
      source: 'demo',
    };
  });
}
