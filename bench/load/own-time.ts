import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { encodeAccount, encodeContact } from '../../functions/store/accounts/account-items.ts';
import { signedDelivery } from '../../test/support/signed-delivery.ts';
import { environmentOf } from '../goals/cold-start.ts';
import { rows, SECRETS } from '../support/first-calls.ts';
import { MeteredDynamo } from '../support/metered-dynamo.ts';
import { projectRoot } from '../support/project.ts';
import { csm, EVENTS } from '../support/sample-account.ts';
import { ServedRows } from '../support/served-rows.ts';

export interface OwnTime {
  /** Processor time of receive-events and of roll-up-usage, in microseconds. */
  receiveAnEvent: number;
  rollUpAnEvent: number;
}

export interface Stream {
  accounts: number;
  deliveries: number;
  eventsADelivery: number;
}

const USERS = 10;
const RECORDS_A_BATCH = 1_000;

/**
 * What a build's own code takes for an event, whatever stands for AWS: its deployed functions in a process of their own,
 * over tables in memory in this one.
 */
export async function ownTime(tree: string, { accounts, deliveries, eventsADelivery }: Stream): Promise<OwnTime> {
  const dynamo = new MeteredDynamo();
  dynamo.hold('accounts', rows);
  for (let n = 0; n < accounts; n += 1) {
    const id = `own-${n}`;
    dynamo.hold('accounts', [encodeAccount({ id, name: id, csm: csm.id, stage: 'adoption' })]);
    for (let user = 0; user < USERS; user += 1) {
      dynamo.hold('accounts', [encodeContact({ id: `u${user}`, account: id, role: 'user' })]);
    }
  }
  const aws = await ServedRows.start([], SECRETS, dynamo);
  const script = join(projectRoot, 'bench/load/call-functions.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, tree], {
    cwd: tree,
    env: { ...environmentOf(aws), PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const call = async (name: string, event: unknown): Promise<number> => {
    child.stdin.write(`${JSON.stringify({ name, event })}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error(`${name} of ${tree} ended`);
    return JSON.parse(value).microseconds;
  };
  try {
    const taken = { receive: 0, rollUp: 0 };
    // The first round warms both up.
    for (const isMeasured of [false, true]) {
      for (let n = 0; n < deliveries; n += 1) {
        const spent = await call('receive-events', deliveryOf(n, { accounts, eventsADelivery, isMeasured }));
        if (isMeasured) taken.receive += spent;
        if (dynamo.written.length < RECORDS_A_BATCH && n < deliveries - 1) continue;
        const spentOnBatch = await call('roll-up-usage', recordsOf(dynamo));
        if (isMeasured) taken.rollUp += spentOnBatch;
      }
    }
    const events = deliveries * eventsADelivery;
    return { receiveAnEvent: taken.receive / events, rollUpAnEvent: taken.rollUp / events };
  } finally {
    child.stdin.end();
    await once(child, 'close');
    aws.stop();
  }
}

function deliveryOf(
  n: number,
  { accounts, eventsADelivery, isMeasured }: { accounts: number; eventsADelivery: number; isMeasured: boolean },
) {
  const now = Date.now();
  const account = `own-${n % accounts}`;
  const events = Array.from({ length: eventsADelivery }, (_, i) => ({
    id: `evt_${n}_${i}_${isMeasured}`,
    account,
    user: `u${i % USERS}`,
    event: EVENTS[i % EVENTS.length],
    time: new Date(now).toISOString(),
  }));
  return signedDelivery(JSON.stringify(events), now);
}

function recordsOf({ written }: MeteredDynamo) {
  const told = written.splice(0).filter(({ table }) => table === 'events');
  return {
    Records: told.map(({ pk, sk }, n) => ({
      eventName: 'INSERT',
      dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(n) },
    })),
  };
}
