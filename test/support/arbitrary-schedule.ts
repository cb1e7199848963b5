import * as fc from 'fast-check';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import type { Schedule } from './stream-simulation.ts';

const HOUR_IN_MS = 3_600_000;
/** 23:00 in the company's time zone, so that the hours fall on two days. */
const START = Date.parse('2026-06-08T14:00:00Z');
const EVENTS = ['login', 'page.viewed', 'nps.sent', 'invoice.failed'];

/** Few accounts, hours and ids, so that events meet in the same rows and are sent again under the same identity. */
const eventArbitrary = (prefix: string): fc.Arbitrary<UsageEvent> =>
  fc
    .record({
      account: fc.integer({ min: 0, max: 1 }),
      hour: fc.integer({ min: 0, max: 2 }),
      id: fc.integer({ min: 0, max: 9 }),
      source: fc.constantFrom('app', 'shop'),
    })
    .map(({ account, hour, id, source }) => {
      // The rest follows from the identity: the same id with other content is a conflict, not a re-send.
      const user = id % 4 === 3 ? {} : { user: `u${id % 4}` };
      const time = START + hour * HOUR_IN_MS + id * 1_000;
      const event = EVENTS[id % EVENTS.length] as string;
      const currency = source === 'app' ? 'JPY' : 'USD';
      const invoice = { subject: `in_${hour}`, value: id, currency, ...(id % 2 === 0 && { reference: `AC-${id}` }) };
      const said = event === 'invoice.failed' ? invoice : {};
      return { id: `e${id}`, account: `${prefix}a${account}`, event, time, source, ...user, ...said };
    });

export const scheduleArbitrary = (prefix = ''): fc.Arbitrary<Schedule> =>
  fc.record({
    deliveries: fc.array(fc.array(eventArbitrary(prefix), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    }),
    seed: fc.integer(),
    troubles: fc.integer({ min: 0, max: 8 }),
  });
