import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Bench, inMicroseconds } from '../bench.ts';
import { bundledFunctions, bundledFunctionsFolder } from '../support/bundled-functions.ts';
import { environment, type FirstCall, firstCalls, rows, SECRETS } from '../support/first-calls.ts';
import { median } from '../support/measure.ts';
import { ServedRows } from '../support/served-rows.ts';

const ROUNDS = 15;
const QUICK_ROUNDS = 1;
const READY_LIMIT = 1.6;
const FIRST_CALL_LIMIT = 2.2;
/** Of those that put a mail or a page together. */
const MAIL_OR_PAGE_LIMIT = 2.8;
const MAILS_AND_PAGES = new Set([
  'act-for-team',
  'act-from-web',
  'deliver-outbox',
  'send-digests',
  'serve-assistants',
  'serve-team',
  'serve-web',
  'sweep-outbox',
  'unsubscribe',
]);

/** From nothing to a function that is loaded, and to its first call answered: of every function there is. */
export const bench: Bench = {
  name: 'p6',
  async run({ isQuick, progress }) {
    const bundles = await bundledFunctions();
    const left = bundles.map(({ name }) => name).filter((name) => !firstCalls.some((call) => call.name === name));
    if (left.length > 0) throw new Error(`bench/support/first-calls.ts says no first call of ${left.join(', ')}`);
    const aws = await ServedRows.start(rows, SECRETS);
    const env = environmentOf(aws);
    try {
      const measured = [];
      for (const call of firstCalls) {
        progress(`cold start of ${call.name}`);
        measured.push(...(await coldStartOf(call, aws, env, isQuick ? QUICK_ROUNDS : ROUNDS)));
      }
      return measured;
    } finally {
      aws.stop();
    }
  },
};

async function coldStartOf(call: FirstCall, aws: ServedRows, env: NodeJS.ProcessEnv, rounds: number) {
  const ready = `require(${JSON.stringify(join(bundledFunctionsFolder, call.name, 'index.js'))})`;
  const context = "{awsRequestId: 'r', getRemainingTimeInMillis: () => 600000}";
  const status = typeof call.done === 'object' && 'status' in call.done ? call.done.status : undefined;
  const expected =
    status === undefined
      ? ''
      : `if (answer.statusCode !== ${status}) throw new Error(JSON.stringify(answer).slice(0, 500));`;
  const firstCall = `${ready}.handler(${JSON.stringify(call.event)}, ${context}).then((answer) => {${expected} process.exit()})`;
  await shownToWork(call.name, firstCall, env);
  const times = { empty: [] as number[], ready: [] as number[], called: [] as number[] };
  for (let round = 1; round <= rounds; round += 1) {
    times.empty.push(await timeOf('', env));
    times.ready.push(await timeOf(`${ready};process.exit()`, env));
    aws.asked.length = 0;
    times.called.push(await timeOf(firstCall, env));
    if (typeof call.done === 'object' && 'asked' in call.done && !aws.asked.includes(call.done.asked)) {
      throw new Error(
        `the first call of ${call.name} asked for ${aws.asked.join(', ')} and not for ${call.done.asked}`,
      );
    }
  }
  const against = `an empty Node process: ${inMicroseconds(median(times.empty))}`;
  const limit = MAILS_AND_PAGES.has(call.name) ? MAIL_OR_PAGE_LIMIT : FIRST_CALL_LIMIT;
  return [
    row(`${call.name} loaded`, against, times.ready, times.empty, READY_LIMIT),
    row(`${call.name} loaded and called once`, against, times.called, times.empty, limit),
  ];
}

function row(what: string, against: string, times: number[], empty: number[], limit: number) {
  const ratio = median(times.map((time, round) => time / (empty[round] as number)));
  return {
    goal: 'P6',
    what,
    against,
    measured: `${ratio.toFixed(2)}× (${inMicroseconds(median(times))})`,
    limit: `≤ ${limit}×`,
    isMet: ratio <= limit,
  };
}

/** A call that fails at its work may well answer, and log what went wrong. */
async function shownToWork(name: string, firstCall: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, ['-e', firstCall], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let logged = '';
  child.stdout.on('data', (chunk) => {
    logged += chunk;
  });
  await new Promise((resolve) => child.on('close', resolve));
  const trouble = logged.split('\n').find((line) => /"level":"(warn|error)"/.test(line));
  if (trouble !== undefined) throw new Error(`the first call of ${name} logged ${trouble.slice(0, 500)}`);
}

/** Microseconds from the start of a process to its end. Wall time: waiting is part of a cold start. */
async function timeOf(script: string, env: NodeJS.ProcessEnv): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const exitCode = await new Promise((resolve) => child.on('exit', resolve));
  if (exitCode !== 0) throw new Error(`the started process ended with ${exitCode}`);
  return (performance.now() - startedAt) * 1000;
}

/** What a function on this machine, with these rows as its AWS, finds in its environment. */
export function environmentOf(aws: ServedRows): NodeJS.ProcessEnv {
  return {
    ...environment,
    AWS_ENDPOINT_URL: aws.url,
    CRMS: JSON.stringify({ hubspot: { secret: 'hubspot', url: aws.url } }),
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}
