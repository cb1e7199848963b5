import { setTimeout as pause } from 'node:timers/promises';
import { openInstallation } from '../../../cli/installation.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { UpdateItemCommand } from '../../../functions/store/client.ts';
import { accountKey } from '../../../functions/store/keys.ts';
import { LocalError } from '../../../local/local-error.ts';
import { operate } from '../../../local/operator.ts';
import type { LocalOutputs } from '../../../local/run-files.ts';
import { dataTables, dynamoAt } from '../../../test/support/data-stack.ts';
import { say } from '../../../test/support/operator.ts';
import { randomOf } from '../../../test/support/seeded-random.ts';
import { mailsCaught, mailsTaken, type StackVerdicts, stackVerdicts, type TakenMail } from './after-faults.ts';
import type { LocalStack, Rows } from './local-stack.ts';
import { importAccounts } from './stack-company.ts';
import { delayStreams, hastenQueues, startNight, sweep } from './stack-in-aws.ts';
import { Traffic } from './traffic.ts';
import { killWorkers, signal, workersIn } from './workers.ts';

const clock = localClock('Asia/Tokyo');
const ACCOUNTS_A_NIGHT = 12;
const KILLING_FOR_MS = 12_000;
const STREAMS_WAIT_MS = 5_000;
const TAKEN_COMES_BACK_AFTER_S = 10;
/** No function that lives takes nearly as long from its claim to what became of it. */
const A_LIVE_CLAIM_IS_OVER_WITHIN_MS = 20_000;
const MAILBOX_IS_GONE_FOR_MS = 4_000;
const SWEEPS = 40;
const BETWEEN_SWEEPS_MS = 5_000;
const LOOK_EVERY_MS = 100;
const GIVE_UP_AFTER_MS = 60_000;

export interface StackRun {
  counts: Record<string, number>;
  verdicts: StackVerdicts;
}

/** The part of a stack that faults are done to while it works; `rows` are all that its tables hold. */
export interface Drilled {
  folder: string;
  outputs: LocalOutputs;
  rows(): Promise<Rows>;
}

/** Functions killed in the middle of a night and of deliveries, one that hangs, and streams that bring nothing for a while. */
export async function killHalfWay(stack: Drilled, prefix: string, seed: number, forMs = KILLING_FOR_MS) {
  const random = randomOf(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const accounts = await importAccounts(stack.folder, prefix, ACCOUNTS_A_NIGHT, clock.dayOf(Date.now()));
  const traffic = new Traffic(prefix, () => stack.outputs, accounts, below);
  const asBefore = await hastenQueues(stack.outputs, TAKEN_COMES_BACK_AFTER_S);
  const night = await startNight(stack.outputs);
  const delayed = delayStreams(stack.outputs, STREAMS_WAIT_MS);
  const killed = await killWorkers(stack.folder, below, AbortSignal.timeout(forMs));
  await delayed;
  await night.end();
  await traffic.end();
  await asBefore();
  return { accounts, traffic, killed };
}

/**
 * A morning on the deployed stack: deliveries come all the time, four nights are run, and in each something else breaks:
 * functions, the mailbox, a deployment in the middle, and at last the local AWS itself.
 */
export async function stackRun(stack: LocalStack, seed: number, tell: (what: string) => void): Promise<StackRun> {
  const random = randomOf(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const today = clock.dayOf(Date.now());
  const taken: TakenMail[] = [];
  const counts: Record<string, number> = {};
  const newAccounts = (name: string) => importAccounts(stack.folder, `${name}${seed}`, ACCOUNTS_A_NIGHT, today);

  tell('functions are killed half-way, and streams wait');
  const first = await killHalfWay(stack, `killed${seed}`, seed);
  counts['functions killed'] = first.killed;
  const accounts = [...first.accounts];
  const traffic = new Traffic(`all${seed}`, () => stack.outputs, [...accounts], below);
  await hang(stack, counts);

  tell('the mailbox is killed while mails go out');
  accounts.push(...(await newAccounts('boxless')));
  stack.killMailbox();
  const boxless = await startNight(stack.outputs);
  await pause(MAILBOX_IS_GONE_FOR_MS);
  await stack.startMailbox();
  await boxless.end();

  tell('a release is deployed in the middle of a night');
  accounts.push(...(await newAccounts('deployed')));
  const deployment = stack.deployNextRelease();
  let isDeployed = false;
  const whole = deployment.finally(() => {
    isDeployed = true;
  });
  let nights = 0;
  while (!isDeployed) {
    const night = await startNight(stack.outputs);
    await Promise.race([night.end(), whole]);
    await night.end();
    nights += 1;
  }
  counts['functions that got other code while nights ran'] = await deployment;
  counts['nights during the deployment'] = nights;
  await (await startNight(stack.outputs)).end();

  tell('the local AWS is killed in the middle of a night, of deliveries and of mails');
  accounts.push(...(await newAccounts('lost')));
  const before = (await mailsTaken(stack.outputs)).length;
  await startNight(stack.outputs);
  await until('mails go out', async () => (await mailsTaken(stack.outputs)).length > before);
  const rows = await stack.kill(async () => {
    taken.push(...(await mailsTaken(stack.outputs)));
  });
  counts['rows that were kept'] = rows.accounts.length + rows.events.length;
  await stack.start(rows);
  await (await startNight(stack.outputs)).end();

  await traffic.end();
  await settle(stack);
  tell('nothing fails any more');
  await recover(stack, accounts);
  taken.push(...(await mailsTaken(stack.outputs)));
  const acknowledged = new Map(traffic.acknowledged);
  for (const [key, n] of first.traffic.acknowledged) acknowledged.set(key, (acknowledged.get(key) ?? 0) + n);
  counts['deliveries acknowledged'] = traffic.deliveries + first.traffic.deliveries;
  counts['deliveries sent again'] = traffic.sentAgain + first.traffic.sentAgain;
  counts['mails taken by SES'] = taken.length;
  return { counts, verdicts: await lookAt(stack, accounts, acknowledged, taken) };
}

export async function lookAt(
  stack: Drilled,
  accounts: string[],
  acknowledged: ReadonlyMap<string, number>,
  taken: TakenMail[],
): Promise<StackVerdicts> {
  const { accounts: rows } = await stack.rows();
  const doctor = await doctorSays();
  const caught = mailsCaught(stack.folder);
  return stackVerdicts({ rows, day: clock.dayOf(Date.now()), accounts, acknowledged, taken, caught, doctor });
}

/** One of the functions that take deliveries stands still, until AWS ends it when its time is up. */
async function hang(stack: Drilled, counts: Record<string, number>): Promise<void> {
  const found = workersIn(stack.folder).find((worker) => worker.function?.endsWith('-receive-events'));
  if (found === undefined || !signal(found.pid, 'SIGSTOP')) return;
  counts['functions that hung until their time was up'] = 1;
  await until('the one that hangs is ended', async () => !workersIn(stack.folder).some(({ pid }) => pid === found.pid));
}

/**
 * Waits until everything is dealt with. What a dead function had claimed, for whichever account, would be waited for
 * until the sweep gives its claim up, so its ten minutes go by at once.
 */
export async function settle(stack: Drilled): Promise<void> {
  let isSettled = false;
  const settled = askToSettle().finally(() => {
    isSettled = true;
  });
  while (!isSettled) {
    await Promise.race([settled, pause(BETWEEN_SWEEPS_MS)]);
    if (isSettled) break;
    const before = new Date(Date.now() - A_LIVE_CLAIM_IS_OVER_WITHIN_MS).toISOString();
    const dead = undelivered(await stack.rows()).filter(({ claimedAt }) => `${claimedAt?.S}` < before);
    await expireClaims(stack, dead);
    if (dead.length > 0) await sweep(stack.outputs);
  }
  await settled;
}

/** Where the answer of the command itself was lost it is asked again. */
async function askToSettle(): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await operate('settle');
      return;
    } catch (error) {
      if (!(error instanceof LocalError) || tries === 3) throw error;
    }
  }
}

/** Ten minutes go by for those that a dead function had claimed, and sweeps come as their schedule has them. */
export async function recover(stack: Drilled, accounts: string[]): Promise<void> {
  const own = new Set(accounts.map(accountKey));
  const open = async () => undelivered(await stack.rows()).filter(({ pk }) => own.has(`${pk?.S}`));
  await expireClaims(stack, await open());
  for (let sweeps = 0; sweeps < SWEEPS && (await open()).length > 0; sweeps += 1) {
    await sweep(stack.outputs);
    await pause(BETWEEN_SWEEPS_MS);
  }
}

const undelivered = ({ accounts }: Rows): Rows['accounts'] =>
  accounts.filter(({ sk, status }) => /^1#(mail|bus)#/.test(`${sk?.S}`) && /^(pending|claimed)$/.test(`${status?.S}`));

/** Those that are claimed were so an hour ago. */
async function expireClaims(stack: Drilled, rows: Rows['accounts']): Promise<void> {
  const { accounts: TableName } = await dataTables(stack.outputs.awsEndpoint);
  const dynamo = dynamoAt(stack.outputs.awsEndpoint);
  const longAgo = new Date(Date.now() - 3_600_000).toISOString();
  for (const { pk, sk, status } of rows) {
    if (status?.S !== 'claimed') continue;
    await dynamo.send(
      new UpdateItemCommand({
        TableName,
        Key: { pk, sk } as never,
        UpdateExpression: 'SET claimedAt = :at',
        ExpressionAttributeValues: { ':at': { S: longAgo } },
      }),
    );
  }
}

async function doctorSays(): Promise<{ check: string; ok: boolean; detail: string }[]> {
  const sleep = async (ms: number) => {
    await pause(ms);
  };
  return (await say(['doctor', '--json'], { openInstallation, now: Date.now, sleep })).json;
}

async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`not within ${GIVE_UP_AFTER_MS / 1000} s: ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}
