import { describe, expect, it } from 'vitest';
import { signDelivery } from '../../cli/commands/events/sign-delivery.ts';
import { operate } from '../../local/operator.ts';
import { outputs, rowsOf, sakimawari, until } from './installation.ts';

let deliveries = 0;

async function post(source: string, secret: string): Promise<{ status: number; error?: string }> {
  deliveries += 1;
  const event = { id: `s${deliveries}`, account: 'sources', event: 'ping', time: new Date().toISOString() };
  const body = JSON.stringify(event);
  const headers = signDelivery(secret, `msg_sources_${deliveries}`, body, Date.now());
  const answer = await fetch(`${outputs.apiUrl}/v1/hooks/${source}`, { method: 'POST', headers, body });
  return { status: answer.status, ...((await answer.json()) as object) };
}

const secretOf = async (...line: string[]) => (await operate<{ secret: string }>('source', ...line)).secret;

interface Listed {
  name: string;
  disabledAt: string | null;
  secrets: { name: string; usedAt: string | null }[];
  keys: { hint: string }[];
}
const listed = async (name: string) =>
  (await operate<Listed[]>('source', 'list')).find((source) => source.name === name) as Listed;

describe('a source', () => {
  it('added while the system runs posts at once, and nobody else under its name', async () => {
    expect((await post('billing', `whsec_${'a'.repeat(48)}`)).status).toBe(401);
    const secret = await secretOf('add', 'billing');
    // As Intercom tries an address before it takes it.
    expect((await fetch(`${outputs.apiUrl}/v1/hooks/billing`, { method: 'HEAD' })).status).toBe(200);
    expect((await post('billing', secret)).status).toBe(202);
    expect((await post('billing', `whsec_${'a'.repeat(48)}`)).status).toBe(401);
    expect((await listed('billing')).secrets).toEqual([
      { name: 'current', until: null, usedAt: expect.stringMatching(/:00:00\.000Z$/) },
    ]);
    await operate('settle');
    const arrivals = (await doctor()).find(({ check }) => check === 'arrivals');
    expect(arrivals?.detail).toMatch(/billing: 1 new event, 0 quarantined/);
  });

  it('is answered 401 from the very delivery on that follows its being disabled, and 202 once it is enabled', async () => {
    const secret = await secretOf('add', 'leaky');
    expect((await post('leaky', secret)).status).toBe(202);
    await operate('source', 'disable', 'leaky');
    expect(await post('leaky', secret)).toMatchObject({ status: 401, error: 'source-disabled' });
    await operate('source', 'enable', 'leaky');
    expect((await post('leaky', secret)).status).toBe(202);
  });

  it('rotated ten times under load is never refused, by the new secret or the one before', async () => {
    const first = await secretOf('add', 'busy');
    let live = [first];
    let isOver = false;
    const statuses: number[] = [];
    const sender = async () => {
      while (!isOver) {
        for (const secret of live) statuses.push((await post('busy', secret)).status);
      }
    };
    const load = [sender(), sender(), sender()];
    for (let i = 0; i < 10; i += 1) {
      const fresh = await secretOf('rotate', 'busy');
      live = [fresh, live[0] as string];
    }
    await until('deliveries after the last rotation', 30_000, async () => statuses.length > 100);
    isOver = true;
    await Promise.all(load);
    expect(statuses.filter((status) => status !== 202)).toEqual([]);
  });

  it('has no use for the earlier secret any more after a rotation without an overlap', async () => {
    const leaked = await secretOf('add', 'careless');
    expect((await post('careless', leaked)).status).toBe(202);
    const fresh = await secretOf('rotate', 'careless', '--overlap', '0');
    expect((await post('careless', leaked)).status).toBe(401);
    expect((await post('careless', fresh)).status).toBe(202);
  });

  it('has its keys written down for scripts, by their kind', async () => {
    expect(outputs.token).toMatch(/^ske_\w{32}$/);
    expect(outputs.writeKey).toMatch(/^skw_\w{32}$/);
    expect(outputs.apiToken).toMatch(/^ska_\w{32}$/);
    const hints = [outputs.token, outputs.writeKey, outputs.apiToken].map((key) => key?.slice(-4));
    expect((await listed('demo')).keys.map(({ hint }) => hint)).toEqual(expect.arrayContaining(hints));
  });
});

async function doctor(): Promise<{ check: string; detail: string }[]> {
  const { stdout } = await sakimawari('doctor', '--json');
  return JSON.parse(stdout);
}

describe('a test of a source', () => {
  it('sends one of each thing, says what became of it, and leaves nothing behind', async () => {
    await operate('source', 'add', 'tried');
    const rows = await operate<{ sent: string; answer: string; became: string; ok: boolean }[]>(
      'source',
      'test',
      'tried',
    );
    expect(rows.map(({ answer, became, ok }) => [answer, became, ok])).toEqual([
      ['202', 'event', true],
      ['202', 'event', true],
      ['200', 'event', true],
      ['200', 'call', true],
      ['200', 'call', true],
      ['202', 'quarantined', true],
    ]);
    expect(await rowsOf('sakimawari-test-tried')).toEqual([]);
    expect(await operate('quarantine', 'list', '--source', 'tried')).toEqual([]);
    expect((await listed('tried')).keys).toEqual([]);
    expect((await operate<{ id: string }[]>('accounts')).map(({ id }) => id)).not.toContain('sakimawari-test-tried');
  });
});
