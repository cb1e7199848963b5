import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentOf } from '../../bench/goals/cold-start.ts';
import { firstCalls, rows, SECRETS } from '../../bench/support/first-calls.ts';
import { csm } from '../../bench/support/sample-account.ts';
import { ServedRows } from '../../bench/support/served-rows.ts';
import { SECRET, signedDelivery } from '../support/signed-delivery.ts';
import { bundles } from './installation.ts';

const run = promisify(execFile);
const NOW = Date.now();

/** Found in no other word: whoever finds one of them in what a function tells has found a person. */
const planted = { words: 'Zanzibar-grey is what I wrote', name: 'Kokoro Mizuno', address: 'kokoro@umi.example' };
/** All people of the account that first calls are about bear the name and the address, and so do their colleagues. */
const withPeople = <Data>(data: Data): Data => {
  let text = JSON.stringify(data).replaceAll(csm.name, planted.name).replaceAll(csm.email, planted.address);
  text = text.replaceAll(/Person \d+/g, planted.name).replaceAll(/person-\d+@example\.com/g, planted.address);
  return JSON.parse(text);
};
const peopled = withPeople(rows);
const traces = ['zanzibar-grey', 'kokoro', 'mizuno', 'umi.example'];
const tracesIn = (text: string) => traces.filter((trace) => text.toLowerCase().includes(trace));

const event = { id: 'e1', account: 'shinonome', user: planted.address, event: 'login', comment: planted.words };
const time = new Date(NOW).toISOString();
const posted = (body: unknown) => signedDelivery(typeof body === 'string' ? body : JSON.stringify(body), NOW);
const segment = (path: string, body: object) => ({
  ...posted({ ...body, messageId: 'm1', userId: planted.address, context: { traits: { name: planted.name } } }),
  rawPath: path,
});
/** Beside the first call of each: what somebody sends who says too much, or what nobody can read. */
const more = [
  { name: 'receive-events', what: 'an event with a comment', event: posted({ ...event, time }) },
  { name: 'receive-events', what: 'an event that can not be used', event: posted({ ...event, time: planted.words }) },
  { name: 'receive-events', what: 'no JSON', event: posted(`{"user": "${planted.address}", ${planted.words}`) },
  {
    name: 'receive-events',
    what: 'a call about somebody',
    event: segment('/v1/identify', { type: 'identify', traits: { name: planted.name, email: planted.address } }),
  },
  {
    name: 'receive-events',
    what: 'a signature of somebody else',
    event: signedDelivery(JSON.stringify(event), NOW, { secret: `${SECRET.slice(0, -4)}AAAA` }),
  },
  {
    name: 'serve-api',
    what: 'a contact that can not be used',
    event: {
      ...(firstCalls.find(({ name }) => name === 'serve-api')?.event as object),
      ...{
        rawPath: `/v1/accounts/shinonome/contacts/${planted.address}`,
        body: `{"name": "${planted.name}", "role": 7}`,
      },
      ...{ requestContext: { http: { method: 'PUT', path: '/v1/accounts/shinonome/contacts/x' } } },
    },
  },
  {
    name: 'record-mail-feedback',
    what: 'a bounce',
    event: {
      ...{ source: 'aws.ses', 'detail-type': 'Email Bounced' },
      detail: {
        eventType: 'Bounce',
        mail: {
          ...{
            timestamp: time,
            messageId: 'm',
            source: csm.email,
            destination: [planted.address],
            tags: { mail: ['tag'] },
          },
        },
        bounce: {
          ...{ timestamp: time, bounceType: 'Permanent', bounceSubType: 'General' },
          bouncedRecipients: [{ emailAddress: planted.address, diagnosticCode: `550 no ${planted.name} here` }],
        },
      },
    },
  },
  { name: 'operate', what: 'what it can not take', event: { command: 'link-user', user: 7, account: planted.words } },
];
const calls = [
  ...firstCalls.map(({ name, event: first }) => ({ name, what: 'its first call', event: withPeople(first) })),
  ...more,
];

interface Written {
  logged: string;
  metrics: { dimensions: string[]; values: unknown[] }[];
}

describe('what functions tell beside their answers', () => {
  let aws: ServedRows;
  let failing: Server;
  beforeAll(async () => {
    aws = await ServedRows.start(peopled, SECRETS);
    // The worst that a service may answer: an error that quotes what it was asked.
    failing = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const asked = Buffer.concat(chunks).toString();
      const isSecret = `${request.headers['x-amz-target']}`.endsWith('GetSecretValue');
      response.statusCode = isSecret ? 200 : 400;
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(
        JSON.stringify(
          isSecret
            ? { SecretString: SECRETS }
            : { __type: 'ValidationException', message: `can not be: '${asked}' of ${planted.address}` },
        ),
      );
    });
    await new Promise<void>((resolve) => failing.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    aws.stop();
    failing.closeAllConnections();
    failing.close();
  });

  /** By the bundle as it is deployed, in a process of its own: all that it writes, whatever comes of the call. */
  async function writtenBy(name: string, given: unknown, endpoint?: string): Promise<Written> {
    const context = "{ awsRequestId: 'r', getRemainingTimeInMillis: () => 60000 }";
    const call = `require(${JSON.stringify(join(bundles, name, 'index.js'))}).handler(${JSON.stringify(given)}, ${context})`;
    // Lambda logs what a function throws, with all that the error holds.
    const script = `${call}.catch((error) => console.error(error)).finally(() => process.exit())`;
    const env = { ...environmentOf(aws), ...(endpoint !== undefined && { AWS_ENDPOINT_URL: endpoint }) };
    const { stdout, stderr } = await run(process.execPath, ['-e', script], { env });
    const lines = stdout.split('\n').flatMap((line) => (line.includes('"_aws"') ? [JSON.parse(line)] : []));
    const metrics = lines.map((line) => {
      const dimensions: string[] = line._aws.CloudWatchMetrics.flatMap(
        ({ Dimensions }: { Dimensions: string[][] }) => Dimensions,
      ).flat();
      return { dimensions, values: dimensions.map((dimension) => line[dimension]) };
    });
    return { logged: stdout + stderr, metrics };
  }

  it.each(calls)('holds nothing of anybody: $name, $what', async ({ name, event: given }) => {
    const { logged, metrics } = await writtenBy(name, given);
    expect(tracesIn(logged)).toEqual([]);
    const dimensions = new Set(metrics.flatMap((metric) => metric.dimensions));
    expect([...dimensions].filter((one) => !['function', 'source', 'reason', 'kind'].includes(one))).toEqual([]);
  });

  it.each(calls)(
    'holds nothing of anybody where a service fails and quotes it: $name, $what',
    async ({ name, event: given }) => {
      const { port } = failing.address() as AddressInfo;
      const { logged } = await writtenBy(name, given, `http://127.0.0.1:${port}`);
      expect(tracesIn(logged)).toEqual([]);
    },
  );

  it('would be found: the rows and the requests are full of it', () => {
    expect(tracesIn(JSON.stringify(peopled))).toEqual(['kokoro', 'mizuno', 'umi.example']);
    expect(new Set(more.flatMap((call) => tracesIn(JSON.stringify(call))))).toEqual(new Set(traces));
    expect(peopled.length).toBe(rows.length);
  });
});
