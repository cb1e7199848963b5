import { describe, expect, it } from 'vitest';
import { localClock } from '../../../../domain/time/time-zone.ts';
import { readCloudEvent } from '../../../../domain/usage/dialects/cloud-event.ts';
import { RawRetention } from '../../../../domain/usage/raw-retention.ts';
import { isRefusal, readUsageEvent } from '../../../../domain/usage/read-usage-event.ts';
import type { UsageEvent } from '../../../../domain/usage/usage-event.ts';
import { EventRows } from '../../../../functions/store/events/events.ts';

const tokyo = localClock('Asia/Tokyo');
const rows = new EventRows(tokyo, new RawRetention(tokyo, 400));
const context = { source: 'a'.repeat(40), accepted: { earliest: 0, latest: Date.parse('2027-01-01') } };
const time = '2026-06-01T09:00:00+09:00';

const cloudEvent = (id: string) =>
  readCloudEvent(
    { specversion: '1.0', id, source: 's'.repeat(256), type: 'nps.answered', time, data: { account: 'koa', value: 3 } },
    context,
  ) as UsageEvent;

describe('the key of an event', () => {
  it('holds the id of any CloudEvent that is taken, in fewer bytes than a key may have', () => {
    const { sk } = rows.encode(cloudEvent('漢'.repeat(128)));
    expect(Buffer.byteLength(sk?.S as string)).toBeLessThanOrEqual(1_024);
    // What comes of an answer has keys that hold this one.
    expect(Buffer.byteLength(sk?.S as string)).toBeLessThanOrEqual(430);
  });

  it('is the same whenever the event is sent again, and another one for another event', () => {
    const keyOf = (id: string) => rows.encode(cloudEvent(id)).sk?.S;
    const [one, another] = [`${'漢'.repeat(127)}一`, `${'漢'.repeat(127)}二`];
    expect(keyOf(one)).toBe(keyOf(one));
    expect(keyOf(one)).not.toBe(keyOf(another));
  });

  it('is as it always was where the id has room in it', () => {
    const event = { id: '漢'.repeat(128), account: 'koa', event: 'login', time };
    const read = readUsageEvent(event, context) as UsageEvent;
    expect(rows.encode(read).sk?.S).toBe(`${context.source}#${event.id}`);
    expect(rows.encode({ ...read, account: undefined, user: 'mei' } as never).sk?.S).toContain(event.id);
  });
});

describe('the account of an event', () => {
  const refusalOf = (account: string) => {
    const read = readUsageEvent({ id: 'e1', account, event: 'login', time }, context);
    return isRefusal(read) ? read.reason : undefined;
  };

  it('is one that could be imported: an id beyond its 200 bytes is refused before anything is stored', () => {
    expect(refusalOf('株'.repeat(66))).toBeUndefined();
    expect(refusalOf('a'.repeat(128))).toBeUndefined();
    expect(refusalOf('株'.repeat(67))).toBe('bad-account');
    expect(refusalOf('株'.repeat(128))).toBe('bad-account');
  });
});
