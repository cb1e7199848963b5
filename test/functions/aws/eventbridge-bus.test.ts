import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import type { BusEvent } from '../../../domain/bus/bus-events.ts';
import type { BusPost } from '../../../domain/outbox/outbox.ts';
import { EventBridgeBus } from '../../../functions/aws/eventbridge-bus.ts';
import { deliverOutbox } from '../../../functions/outbox/deliver-outbox.ts';
import { sendingOver } from '../../support/sending.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

const event = (id: string, note = 'talk'): BusEvent => ({
  name: 'renewal.answered',
  id,
  account: 'koa',
  at: '2026-06-01T00:00:00.000Z',
  data: { renewalDate: '2026-09-01', answer: note as 'talk', answeredOn: '2026-06-01' },
});

/** EventBridge, that refuses the entries with these ids, and more than it takes at a time. */
function busRefusing(...refused: string[]) {
  const calls: string[][] = [];
  const told: { id: string; page?: string }[] = [];
  const client = {
    send: async ({ input: { Entries = [] } }: PutEventsCommand) => {
      const details = Entries.map(({ Detail }) => JSON.parse(Detail as string));
      expect(Entries.length).toBeLessThanOrEqual(10);
      expect(Entries.reduce((sum, { Detail }) => sum + Buffer.byteLength(Detail as string), 0)).toBeLessThan(
        256 * 1024,
      );
      told.push(...details);
      calls.push(details.map(({ id }) => id));
      return {
        Entries: details.map(({ id }) => (refused.includes(id) ? { ErrorCode: 'InternalFailure' } : { EventId: id })),
      };
    },
  };
  return {
    bus: new EventBridgeBus(client as unknown as EventBridgeClient, 'sakimawari-test', 'https://cs.mirai.example'),
    calls,
    told,
  };
}

describe('the bus', () => {
  it('is told ten events at a time, and less where they are large', async () => {
    const { bus, calls } = busRefusing();
    expect(await bus.put(Array.from({ length: 23 }, (_, i) => event(`e${i}`)))).toEqual(new Set());
    expect(calls.map(({ length }) => length)).toEqual([10, 10, 3]);
    const large = busRefusing();
    await large.bus.put(['a', 'b', 'c'].map((id) => event(id, 'x'.repeat(100_000))));
    expect(large.calls.map(({ length }) => length)).toEqual([2, 1]);
  });

  it('is told where the team sees what an event is about', async () => {
    const { bus, told } = busRefusing();
    const task: BusEvent = {
      ...event('t'),
      name: 'task.reopened',
      data: { task: 'koa/a b/1', episode: 'koa/e', signal: 's', template: 't', assignee: null, by: null },
    };
    await bus.put([task, event('other'), { ...event('none'), account: '' }]);
    expect(told.map(({ page }) => page)).toEqual([
      'https://cs.mirai.example/tasks/koa/a%20b/1',
      'https://cs.mirai.example/accounts/koa',
      undefined,
    ]);
  });

  it('that did not take all events of a row is told all of them again later', async () => {
    const row = (id: string, ...events: string[]): BusPost => ({
      channel: 'bus',
      id,
      account: 'koa',
      status: 'pending',
      createdAt: '2026-06-01T00:00:00.000Z',
      events: events.map((one) => event(one)),
    });
    const rows = [row('r1', 'a', 'b'), row('r2', 'c')];
    const { bus } = busRefusing('b');
    const { sending, outbox } = sendingOver(rows, { bus });
    expect((await deliverOutbox(sending, rows, () => true)).counts).toMatchObject({ sent: 1, pending: 1 });
    expect([...outbox.rows.values()].map(({ status }) => status)).toEqual(['pending', 'sent']);
  });

  it('that cannot be reached holds up no mail', async () => {
    const post: BusPost = {
      channel: 'bus',
      id: 'r',
      account: 'koa',
      status: 'pending',
      createdAt: '',
      events: [event('a')],
    };
    const { sending, outbox } = sendingOver([post], { bus: { put: async () => Promise.reject(new Error('down')) } });
    expect((await deliverOutbox(sending, [post], () => true)).counts).toMatchObject({ left: 1 });
    expect(outbox.rows.get('r')?.status).toBe('pending');
  });
});
