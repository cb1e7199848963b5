import { randomUUID } from 'node:crypto';
import type { OperationResult } from '../../../functions/operate/operations.ts';
import type { Session } from '../../session.ts';
import { settleFor } from '../events/settle.ts';
import { signDelivery } from '../events/sign-delivery.ts';

type Test = OperationResult<'begin-source-test'>;
type Outcome = OperationResult<'look-at-source-test'>[string];

interface Part {
  sent: string;
  /** Under which it can be found again. */
  ids: string[];
  isExpected(outcome: Outcome): boolean;
  path: string;
  headers: Record<string, string>;
  body: string;
}

const SETTLES_WITHIN_IN_SECONDS = 60;
/** What follows from a call that says who somebody is comes a moment after it. */
const AFTERMATH_IN_MS = 3_000;

const counts = ({ became }: Outcome) => became === 'event';
const isCall = ({ became }: Outcome) => became === 'call';
const isRefused = ({ became }: Outcome) => became === 'quarantined';

/** Sends one of each thing a source may send and says what arrived; then nothing of it is left. */
export async function testSource(session: Session, name: string): Promise<number> {
  const { screen } = session;
  const installation = session.installation();
  const [apiUrl, secret] = await Promise.all([installation.apiUrl(), installation.secretOf(name)]);
  const test = await installation.operate('begin-source-test', { name });
  try {
    const parts = partsOf(name, secret, test, randomUUID(), session.now());
    const answers = new Map<Part, string>();
    for (const part of parts) {
      screen.status(`sending ${part.sent} …`);
      answers.set(part, await post(session, `${apiUrl.replace(/\/$/, '')}${part.path}`, part));
    }
    const ids = parts.flatMap((part) => part.ids);
    const outcomes = await installation.operate('look-at-source-test', { name, ids });
    const rows = parts.flatMap((part) =>
      part.ids.map((id) => {
        const outcome = outcomes[id] ?? { became: 'nothing' as const };
        return {
          sent: part.sent,
          id,
          answer: answers.get(part) as string,
          ...outcome,
          ok: part.isExpected(outcome),
        };
      }),
    );
    screen.show(rows, () =>
      screen.table(
        ['', 'SENT', 'ANSWER', 'BECAME'],
        rows.map((row) => [
          { text: row.ok ? 'ok' : 'no', tone: row.ok ? ('good' as const) : ('bad' as const) },
          row.sent,
          row.answer,
          'reason' in row ? `quarantined, ${row.reason}: ${row.detail}` : row.became,
        ]),
      ),
    );
    return rows.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    screen.status('taking the test away again …');
    // What is counted after it was taken away would stay.
    await settleFor(session, SETTLES_WITHIN_IN_SECONDS);
    await installation.operate('end-source-test', { name, keyIds: test.keyIds });
    await session.sleep(AFTERMATH_IN_MS);
    await installation.operate('end-source-test', { name, keyIds: test.keyIds });
    screen.clearStatus();
  }
}

function partsOf(name: string, secret: string, test: Test, run: string, nowInMs: number): Part[] {
  const { account, user, event, time, keys } = test;
  const id = (what: string) => `${run}-${what}`;
  const webhook = (what: string, body: string) => ({
    path: `/v1/hooks/${name}`,
    headers: signDelivery(secret, `msg_${id(what)}`, body, nowInMs),
    body,
  });
  const signed = { id: id('webhook'), account, user, event, time };
  const bad = { id: id('bad'), account, user, event, time: '2099-01-01T00:00:00Z' };
  const call = { userId: user, timestamp: time };
  const segment = (what: string, type: string, rest: object) => ({ type, messageId: id(what), ...call, ...rest });
  const basic = { authorization: `Basic ${Buffer.from(`${keys.write}:`).toString('base64')}` };
  const batch = (...calls: object[]) => ({
    path: '/v1/batch',
    headers: { 'content-type': 'application/json', ...basic },
    body: JSON.stringify({ batch: calls, sentAt: new Date(nowInMs).toISOString() }),
  });
  return [
    {
      sent: 'a signed webhook',
      ids: [signed.id],
      isExpected: counts,
      ...webhook('webhook', JSON.stringify(signed)),
    },
    {
      sent: 'a CloudEvent',
      ids: [id('cloudevent')],
      isExpected: counts,
      path: '/v1/events',
      headers: { 'content-type': 'application/cloudevents+json', authorization: `Bearer ${keys.events}` },
      body: JSON.stringify({
        specversion: '1.0',
        id: id('cloudevent'),
        source: 'sakimawari-test',
        type: event,
        time,
        data: { account, user },
      }),
    },
    {
      sent: "Segment's track",
      ids: [id('track')],
      isExpected: counts,
      ...batch(segment('track', 'track', { event, context: { groupId: account } })),
    },
    {
      sent: "Segment's identify and group",
      ids: [id('identify'), id('group')],
      isExpected: isCall,
      ...batch(
        segment('identify', 'identify', { traits: {}, context: { groupId: account } }),
        segment('group', 'group', { groupId: account, traits: {} }),
      ),
    },
    {
      sent: 'an event of the year 2099, which must be put aside',
      ids: [bad.id],
      isExpected: isRefused,
      ...webhook('bad', JSON.stringify(bad)),
    },
  ];
}

async function post({ fetch }: Session, url: string, { headers, body }: Part): Promise<string> {
  const answer = await fetch(url, { method: 'POST', headers, body }).catch((error: Error) => error);
  if (answer instanceof Error) return `none: ${answer.cause instanceof Error ? answer.cause.message : answer.message}`;
  return answer.ok ? String(answer.status) : `${answer.status} ${(await answer.text()).slice(0, 300)}`;
}
