import { type LinkAction, linkFor, packLink } from '../../domain/links/link.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { sealLink } from '../../functions/links/link-seal.ts';
import { SECRET, signedDelivery } from '../../test/support/signed-delivery.ts';
import { AcknowledgedEvents, type Property, verdictsOn } from './after-kills.ts';
import type { SentMail } from './aws-in-memory.ts';
import {
  ACCOUNTS,
  CONTACTS_AN_ACCOUNT,
  type DrilledCompany,
  openCompany,
  type SetUp,
  SOURCE,
  TODAY,
} from './drilled-company.ts';
import { StreamReading, streamReaders } from './streams.ts';
import type { Verdicts } from './verdicts.ts';
import { type Faults, noFaults } from './world.ts';

const clock = localClock('Asia/Tokyo');
const DELIVERIES = 24;
const TASKS_DONE = 6;
const MINUTE = 60_000;
const BUCKETS = 64;
const GROUPS = 4;
const MOST_RECEIVES = 5;
const SWEEPS_UNTIL_DRAINED = 48;

const faults: Faults = { kill: 0.02, throttle: 0.02, fail: 0.02, partly: 0.1 };

export interface KillRun {
  seed: number;
  counts: Record<string, number>;
  verdicts: Verdicts<Property>;
}

/**
 * Half a morning of a company while everything fails, and then a quiet while in which it may recover: deliveries, both
 * streams, the queue, the nightly run, sweeps, digests, what SES says, and people who press buttons, all at the same time.
 */
export async function killRun(setUp: SetUp, seed: number): Promise<KillRun> {
  const company = openCompany(setUp.functions, seed, setUp.rows);
  const { world, aws } = company;
  const acknowledged = new AcknowledgedEvents(clock);
  const readings = streamReaders.map((reader) => new StreamReading(world, reader, aws.changes));
  aws.dynamo.pageEndsAfter = () => (world.chance(0.1) ? 1 + world.below(5) : Number.POSITIVE_INFINITY);
  aws.refuses = () => world.chance(0.03);
  world.faults = faults;
  world.clocksOffByInMs = 2 * MINUTE;
  const done = new Set<string>();
  let isOver = false;

  const morning = async () => {
    const reading = readings.map((one) => one.read());
    const beside = [consumeQueue(company, () => isOver), sweep(), tellOfMails(), ...reading];
    await Promise.all([
      ...Array.from({ length: DELIVERIES }, (_, i) => send(i)),
      nightlyRun(company),
      world.chance(0.3) ? nightlyRun(company) : undefined,
      digests(),
      ...Array.from({ length: TASKS_DONE }, () => doTask()),
      turnTheClock(),
    ]);
    isOver = true;
    for (const one of readings) one.end();
    await Promise.all(beside);
  };
  await world.until(morning());
  await recover();
  const doctor = await company.operate('doctor', '--json');
  const held = await company.operate('outbox', '--held', '--json');
  const verdicts = verdictsOn({ company, acknowledged, done, doctor: doctor.json, held: held.json });
  return { seed, counts: world.counts, verdicts };

  async function send(delivery: number): Promise<void> {
    await world.sleep(world.below(8 * MINUTE));
    const events = Array.from({ length: 1 + world.below(6) }, (_, i) => eventOf(`${delivery}-${i}`));
    const asCalls = world.chance(0.4);
    acknowledged.expect(events);
    for (;;) {
      const answer = await post(asCalls ? callsOf(events) : JSON.stringify(events), asCalls);
      if (answer.statusCode === 200 || answer.statusCode === 202) break;
      if (answer.statusCode < 500) throw new Error(`a good delivery was answered by ${answer.statusCode}`);
      world.count('deliveries sent again');
      await world.sleep(500 + world.below(5000));
    }
    acknowledged.count += events.length;
    // Somebody sends it again all the same.
    if (world.chance(0.2)) await post(asCalls ? callsOf(events) : JSON.stringify(events), asCalls);
  }

  function eventOf(id: string) {
    const account = ACCOUNTS[world.below(ACCOUNTS.length)] as string;
    const [event, value] = world.chance(0.15)
      ? ['nps.answered', world.below(11)]
      : [['login', 'report.viewed', 'record.created'][world.below(3)] as string, undefined];
    const time = clock.startOf(TODAY) - world.below(20) * 60 * MINUTE + world.below(8 * 60) * MINUTE;
    return { id: `e${id}`, account, user: `${account}-u${world.below(CONTACTS_AN_ACCOUNT)}`, event, value, time };
  }

  function callsOf(events: ReturnType<typeof eventOf>[]): string {
    const batch = events.flatMap(({ id, account, user, event, value, time }) => [
      {
        type: 'track',
        messageId: id,
        userId: `by-calls-${user}`,
        event,
        properties: value === undefined ? {} : { value },
        timestamp: new Date(time).toISOString(),
      },
      // Until then their events wait.
      {
        type: 'group',
        messageId: `g${id}`,
        userId: `by-calls-${user}`,
        groupId: account,
        timestamp: new Date(time).toISOString(),
      },
    ]);
    return JSON.stringify({ batch });
  }

  async function post(body: string, asCalls: boolean): Promise<{ statusCode: number }> {
    const request = asCalls
      ? {
          rawPath: '/v1/batch',
          rawQueryString: '',
          headers: {
            'content-type': 'application/json',
            authorization: `Basic ${Buffer.from(`${setUp.writeKey}:`).toString('base64')}`,
          },
          body,
          isBase64Encoded: false,
          requestContext: { requestId: 'r', http: { method: 'POST' } },
        }
      : signedDelivery(body, world.nowInMs, { source: SOURCE });
    const answer = await world.call('receive-events', request).catch(() => ({ statusCode: 502 }));
    return answer as { statusCode: number };
  }

  async function sweep(): Promise<void> {
    while (!isOver) {
      await world.sleep(5 * MINUTE);
      const isFired = !world.chance(0.1);
      const times = world.chance(0.1) ? 2 : 1;
      const at = new Date(world.nowInMs).toISOString();
      if (isFired)
        await Promise.all(Array.from({ length: times }, () => world.call('sweep-outbox', { at }).catch(() => {})));
    }
  }

  async function digests(): Promise<void> {
    const at = new Date(clock.startOf(TODAY) + 9 * 60 * MINUTE).toISOString();
    await world.sleep(world.below(6 * MINUTE));
    for (let tries = 0; tries < 3; tries += 1) {
      const isDone = await world.call('send-digests', { at }).then(
        () => true,
        () => false,
      );
      if (isDone) return;
    }
  }

  /** What SES says of each mail: late, in any order, some of it twice and some of it never. */
  async function tellOfMails(): Promise<void> {
    const telling: Promise<void>[] = [];
    let told = 0;
    while (!isOver) {
      for (; told < aws.mails.length; told += 1) telling.push(tellOf(aws.mails[told] as SentMail));
      await world.sleep(5000);
    }
    await Promise.all(telling);
  }

  async function tellOf(mail: SentMail): Promise<void> {
    await world.sleep(world.below(3 * MINUTE));
    if (world.chance(0.1)) return;
    const times = world.chance(0.2) ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      for (let tries = 0; tries < 20; tries += 1) {
        const isHeard = await world.call('record-mail-feedback', deliveryOf(mail)).then(
          () => true,
          () => false,
        );
        if (isHeard) break;
        await world.sleep(2000);
      }
    }
  }

  function deliveryOf({ tag, claim, messageId, to, from }: SentMail) {
    const timestamp = new Date(world.nowInMs).toISOString();
    return {
      source: 'aws.ses',
      'detail-type': 'Email Delivered',
      detail: {
        eventType: 'Delivery',
        mail: { timestamp, messageId, source: from, destination: [to], tags: { mail: [tag], claim: [claim] } },
        delivery: { timestamp, recipients: [to] },
      },
    };
  }

  /** Somebody presses "done" in a mail, twice at once, and again until a page says that it was taken. */
  async function doTask(): Promise<void> {
    for (let looks = 0; looks < 40; looks += 1) {
      await world.sleep(20_000);
      const open = [...aws.dynamo.rows('accounts')].filter(
        ({ sk, status, assignee }) =>
          /^1#task#/.test(String(sk?.S)) && status?.S === 'open' && /^csm#/.test(String(assignee?.S)),
      );
      const chosen = open[world.below(open.length)];
      if (chosen === undefined) continue;
      const { id, account, assignee } = JSON.parse(chosen.f?.S as string) as {
        id: string;
        account: string;
        assignee: string;
      };
      const link: LinkAction = { to: 'task', account, task: id, person: assignee, assignee, act: 'done' };
      const press = async () => {
        for (let tries = 0; tries < 30; tries += 1) {
          const token = sealLink(packLink(linkFor(link, world.nowInMs)), Buffer.from(SECRET));
          const request = {
            version: '2.0',
            rawPath: `/w/${token}`,
            rawQueryString: '',
            pathParameters: { proxy: token },
            headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'ja' },
            body: 'outcome=helped&minutes=&note=',
            isBase64Encoded: false,
            requestContext: { http: { method: 'POST', path: `/w/${token}` } },
          };
          const answer = (await world.call('act-from-web', request).catch(() => ({ statusCode: 502 }))) as {
            statusCode: number;
          };
          if (answer.statusCode === 200) done.add(`${account} ${id}`);
          if (answer.statusCode < 500 && answer.statusCode !== 429) return;
          await world.sleep(2000);
        }
      };
      await Promise.all([press(), press()]);
      return;
    }
  }

  /** Forward and back, as a clock that is put right does. */
  async function turnTheClock(): Promise<void> {
    await world.sleep(4 * MINUTE);
    world.jump(world.below(8 * MINUTE) - 4 * MINUTE);
    world.forgetProcesses();
  }

  /** What happens by itself, and what the runbook says; nothing fails any more. */
  async function recover(): Promise<void> {
    world.faults = noFaults;
    world.clocksOffByInMs = 0;
    world.forgetProcesses();
    aws.refuses = () => false;
    // As the runbook has it: the stream is read again from its beginning, and letters of the queue are moved back.
    for (const one of readings) if (one.letters.length > 0) one.again();
    for (const letter of aws.queue.filter(({ received }) => received >= MOST_RECEIVES)) {
      world.count('given up');
      letter.received = 0;
    }
    const drain = async () => {
      for (const one of readings) one.end();
      await world.until(Promise.all(readings.map((one) => one.read())));
      await world.until(consumeQueue(company, () => true));
    };
    await drain();
    await world.until(nightlyRun(company));
    for (let sweeps = 0; sweeps < SWEEPS_UNTIL_DRAINED; sweeps += 1) {
      await drain();
      world.jump(5 * MINUTE);
      await world.until(world.sleep(5 * MINUTE));
      await world.until(world.call('sweep-outbox', { at: new Date(world.nowInMs).toISOString() }));
    }
    await drain();
  }
}

/** Fewer buckets a call, tried again up to three times, as the state machine does it. */
export async function nightlyRun({ world }: DrilledCompany): Promise<void> {
  await world.sleep(world.below(4 * MINUTE));
  const startedAt = new Date(world.nowInMs).toISOString();
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    Array.from({ length: BUCKETS / GROUPS }, (_, i) => group + i * GROUPS),
  );
  await Promise.all(
    groups.map(async (buckets) => {
      for (let tries = 0; tries < 4; tries += 1) {
        const isDone = await world.call('score-accounts', { buckets, startedAt }).then(
          () => true,
          () => false,
        );
        if (isDone) return;
        world.count('groups of the nightly run tried again');
        await world.sleep(5000 * 4 ** tries);
      }
      world.count('groups of the nightly run given up');
    }),
  );
}

/** Until it is over and nothing waits; what failed five times stays, as in a queue of dead letters. */
export async function consumeQueue({ world, aws }: DrilledCompany, isOver: () => boolean): Promise<void> {
  for (;;) {
    const due = aws.queue.filter(({ sentAt, received }) => sentAt <= world.nowInMs && received < MOST_RECEIVES);
    if (due.length === 0) {
      if (isOver()) return;
      await world.sleep(1000);
      continue;
    }
    const batch = due.slice(0, 1 + world.below(10));
    for (const message of batch) message.received += 1;
    const event = {
      Records: batch.map(({ messageId, body, sentAt }) => ({
        messageId,
        body,
        attributes: { SentTimestamp: String(sentAt) },
      })),
    };
    const outcome = (await world.call('score-changed', event).catch(() => null)) as {
      batchItemFailures: { itemIdentifier: string }[];
    } | null;
    const failed = new Set(outcome?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const message of batch) {
      const isLeft = outcome === null || failed.has(message.messageId);
      // A queue may hand out a message again though it was done with.
      if (isLeft || world.chance(0.03)) world.count('messages handed out again');
      else aws.queue.splice(aws.queue.indexOf(message), 1);
    }
    await world.sleep(1000);
  }
}
