import { describe, expect, it, vi } from 'vitest';
import { decodeUsageDays } from '../../functions/store/usage/usage-codec.ts';
import { operate } from '../../local/operator.ts';
import { type Fault, startFaultProxy } from '../support/fault-proxy.ts';
import {
  CLIENT_TIMEOUT_IN_MS,
  clients,
  libraries,
  openPosthog,
  openRudder,
  openSegment,
} from '../support/real-clients.ts';
import { counted, countedOnce, type Done } from './counted-hours.ts';
import { noonOf, outputs, rowsOf, todayMinus, until } from './installation.ts';

const minutes = 60_000;
const hourInMs = 3_600_000;

/** What the requests of a client meet with, one after the other; all later ones get through. */
const troubles: Record<string, Fault[]> = {
  'nothing goes wrong': [],
  'the service answers 503 twice': [{ answer: 503 }, { answer: 503 }],
  'the connection is cut after the store': [{ cutAfterStore: true }],
  'the answer comes when the client has given up waiting': [{ answerHeldInMs: CLIENT_TIMEOUT_IN_MS + 1_000 }],
  'the service answers 429 with a time to wait': [{ answer: 429, retryAfterInSeconds: 1 }],
  'all of it happens in a row': [
    { cutAfterStore: true },
    { answer: 503 },
    { answer: 429, retryAfterInSeconds: 1 },
    { cutAfterStore: true },
  ],
};

/** As many characters as an event may hold beside what we read of it. */
const LONG_TEXT = { note: '売'.repeat(8_100) };

type Work = (Done & { account: string })[];
/** Things that three people did in three hours of each of two days. */
function workOf(account: string, count = 12): Work {
  return Array.from({ length: count }, (_, n) => ({
    account,
    user: `u${n % 3}`,
    event: n % 4 === 0 ? 'report.exported' : 'login',
    at: new Date(Date.parse(noonOf(todayMinus(1 + (n % 2)))) + (n % 3) * hourInMs + n),
  }));
}

const factsOf = async (account: string, sk: string) => {
  const row = (await rowsOf(account)).find((one) => one.sk?.S === sk);
  return row && JSON.parse(row.f?.S as string);
};

/** With the key of a server, which may tell facts. */
const byServer = { ...outputs, writeKey: outputs.serverWriteKey };

const accountOf = (...names: string[]) => names.join(' ').replace(/[^a-z0-9]+/gi, '-');

describe.concurrent.each(Object.entries(clients))('%s', (name, open) => {
  it.each(Object.entries(troubles))(
    'has each of its events counted once, under its account, user and hour, when %s',
    async (trouble, faults) => {
      const account = accountOf(name, trouble);
      const work = workOf(account);
      const proxy = await startFaultProxy(outputs.apiUrl, faults);
      try {
        const client = open(proxy.url, outputs);
        for (const occurrence of work) client.track(occurrence);
        await client.close();
      } finally {
        await proxy.stop();
      }
      expect(proxy.met.slice(0, faults.length)).toEqual(faults);
      expect(new Set(proxy.met.slice(faults.length))).toEqual(new Set([expect.toBeOneOf([200, 202])]));
      await operate('settle');
      expect(await counted(account)).toEqual(countedOnce(work));
    },
    3 * minutes,
  );
});

describe.concurrent.each(Object.entries(libraries))('%s', (name, open) => {
  it(
    'tells who somebody is and where they belong, and what they did before counts in its own hours',
    async () => {
      const account = accountOf(name, 'told');
      const user = `${account}-u1`;
      const work = workOf(account, 3).map((occurrence) => ({ ...occurrence, user }));
      const first = open(outputs.apiUrl, byServer);
      for (const { account: _, ...occurrence } of work) first.track(occurrence);
      const viewed = new Date(Date.parse(noonOf(todayMinus(3))));
      first.view(user, '/reports', viewed);
      first.identify(user, { email: `${user}@told.example`, name: 'Nora' });
      await first.close();
      expect(await counted(account)).toEqual({});

      const second = open(outputs.apiUrl, byServer);
      second.group(user, account, { name: 'Told Inc.', licenses: '12' });
      await second.close();
      const third = open(outputs.apiUrl, byServer);
      const from = Date.now();
      // By the library's own clock.
      third.track({ user, event: 'login' });
      await third.close();
      const to = Date.now();

      const total = async () => decodeUsageDays(await rowsOf(account)).reduce((sum, day) => sum + day.total, 0);
      await until('all five events counted', minutes, async () => (await total()) === 5);
      await operate('settle');
      const past = [...work, { account, user, event: 'page.viewed', at: viewed }];
      const either = [from, to].map((now) =>
        countedOnce([...past, { account, user, event: 'login', at: new Date(now) }]),
      );
      expect(either).toContainEqual(await counted(account));
      expect(await until('the account', minutes, () => factsOf(account, '3#account'))).toEqual({
        id: account,
        name: 'Told Inc.',
        licenses: 12,
      });
      expect(await until('the contact', minutes, () => factsOf(account, `3#contact#${user}`))).toEqual({
        id: user,
        account,
        name: 'Nora',
        email: `${user}@told.example`,
      });
    },
    3 * minutes,
  );

  it(
    'in batches of its own size brings texts as long as we take, in letters of three bytes, and each is counted once',
    async () => {
      const account = accountOf(name, 'long');
      const work = workOf(account, 60);
      const client = open(outputs.apiUrl, outputs);
      for (const occurrence of work) client.track({ ...occurrence, properties: LONG_TEXT });
      await client.close();
      await operate('settle');
      expect(await counted(account)).toEqual(countedOnce(work));
    },
    3 * minutes,
  );
});

describe('posthog-node', () => {
  it('halves a batch that the service refuses as too large, and each event is counted once', async () => {
    const work = workOf('posthog-halved', 60);
    const proxy = await startFaultProxy(outputs.apiUrl, []);
    const client = openPosthog({ flushAt: 60 })(proxy.url, outputs);
    for (const occurrence of work) client.track({ ...occurrence, properties: LONG_TEXT });
    await client.close();
    await proxy.stop();
    expect(proxy.met.slice(0, 2)).toEqual([413, 413]);
    expect(new Set(proxy.met.slice(2))).toEqual(new Set([200]));
    await operate('settle');
    expect(await counted('posthog-halved')).toEqual(countedOnce(work));
  });

  it('is told at once that a gateway has destroyed what it compressed, and nothing of it is stored', async () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    const client = openPosthog({ disableCompression: false })(outputs.apiUrl, outputs);
    for (const occurrence of workOf('posthog-compressed')) client.track(occurrence);
    await expect(client.close()).rejects.toMatchObject({ status: 400 });
    expect(complaint).toHaveBeenCalledWith(expect.stringContaining('not-gzip'), expect.anything());
    complaint.mockRestore();
    await operate('settle');
    expect(await counted('posthog-compressed')).toEqual({});
  });
});

describe('@rudderstack/rudder-sdk-node', () => {
  it('as it comes waits for a late answer, and each event is counted once', async () => {
    const work = workOf('rudder-patient');
    const proxy = await startFaultProxy(outputs.apiUrl, [{ answerHeldInMs: CLIENT_TIMEOUT_IN_MS + 1_000 }]);
    const client = openRudder({ axiosConfig: {}, axiosRetryConfig: {}, retryCount: 3 })(proxy.url, outputs);
    for (const occurrence of work) client.track(occurrence);
    await client.close();
    await proxy.stop();
    await operate('settle');
    expect(await counted('rudder-patient')).toEqual(countedOnce(work));
  });
});

describe.each([
  { name: '@segment/analytics-node', open: openSegment({ flushAt: 100 }) },
  { name: '@rudderstack/rudder-sdk-node', open: openRudder({ flushAt: 100 }) },
])('$name', ({ name, open }) => {
  it('told to make larger batches makes too large ones, which are refused: it has to be told what fits', async () => {
    const account = accountOf(name, 'too-much');
    const client = open(outputs.apiUrl, outputs);
    const long = { note: 'x'.repeat(8_000) };
    for (const occurrence of workOf(account, 100)) client.track({ ...occurrence, properties: long });
    await expect(client.close()).rejects.toThrow('413');
  });
});
