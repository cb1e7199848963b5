import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { decodeUsageDays } from '../../functions/store/usage/usage-codec.ts';
import { operate } from '../../local/operator.ts';
import { shuffle } from '../support/seeded-random.ts';
import { logins, outputs, type PostedEvent, rowsOf, until } from './installation.ts';

const minutes = 60_000;
const account = 'same-again';
const senders = 8;
const webhook = new Webhook(outputs.sources.demo?.secret as string);

describe('the same 1,000 deliveries', () => {
  it(
    'leave the same bytes when they come three times, shuffled and in parallel',
    async () => {
      const deliveries = Array.from({ length: 1000 }, (_, n) => deliveryOf(n));
      await postAll(deliveries);
      const once = await usageRows();
      expect(decodeUsageDays(once).reduce((sum, { total }) => sum + total, 0)).toBe(3000);

      await postAll(shuffle([...deliveries, ...deliveries], 1));
      expect(await usageRows()).toEqual(once);
    },
    10 * minutes,
  );
});

interface Delivery {
  id: string;
  events: PostedEvent[];
}

/** Three events of three users on three of twenty days. */
function deliveryOf(n: number): Delivery {
  const events = [0, 1, 2].flatMap((k) => logins(account, `user-${(n + k) % 40}`, 10 + ((n + 7 * k) % 20)));
  return { id: `msg_same_${n}`, events: events.map((event, k) => ({ ...event, id: `${n}-${k}` })) };
}

async function postAll(deliveries: Delivery[]): Promise<void> {
  const waiting = [...deliveries];
  const sender = async () => {
    for (let delivery = waiting.pop(); delivery; delivery = waiting.pop()) await post(delivery);
  };
  await Promise.all(Array.from({ length: senders }, sender));
  // A mail that a story before approved leaves with the next sweep, which comes after up to six minutes.
  await operate('settle', '--timeout', '420');
}

async function post({ id, events }: Delivery): Promise<void> {
  const body = JSON.stringify(events);
  await until(`${id} is accepted`, minutes, async () => {
    const now = new Date();
    const answer = await fetch(`${outputs.apiUrl}/v1/hooks/demo`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': webhook.sign(id, now, body),
      },
    });
    return answer.status === 202;
  });
}

async function usageRows() {
  return (await rowsOf(account)).filter(({ sk }) => sk?.S?.startsWith('2#usage#') || sk?.S?.startsWith('3#lifetime'));
}
