import { stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { FuzzedReceiver } from '../../test/support/fuzz-requests.ts';
import { quietly } from '../support/quietly.ts';
import { properties } from './after-kills.ts';
import { DeployedFunctions } from './deployed-functions.ts';
import { DRILLED, setUpCompany } from './drilled-company.ts';
import { DOORS, forgedRun } from './forged-run.ts';
import { killRun } from './kill-run.ts';
import type { Line } from './line.ts';
import { outages as kindsOfOutages, type Outage, outageRun } from './outage-run.ts';
import { stackLines } from './stack/stack-lines.ts';
import { VerdictsOfRuns } from './verdicts.ts';

const usage = `Usage: npm run drill -- [--kills N] [--forged N] [--fuzzed N] [--outages N] [--stack N] [--shard I/OF] [--seed N]
  --kills N    processes killed in the middle of their work, beside whatever else fails
  --forged N   requests by a forged signature, key, link or session
  --fuzzed N   odd deliveries to the doors of events
  --outages N  of each kind: bus, secrets, a night, clocks fail as a whole for a while
  --stack N    mornings of the deployed stack on a local AWS: functions, mailbox, a deployment, the AWS itself
  --shard I/OF only this part of them, such as 3/10; each part is a run of its own
  --seed N     where all chance begins; the same one fails the same way (1)
`;

const FORGED_A_STEP = 10_000;
const FUZZED_A_STEP = 10_000;
/** No seed of one shard is one of another. */
const SEEDS_A_SHARD = 1_000_000;

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: 'string', default: '0' },
      forged: { type: 'string', default: '0' },
      fuzzed: { type: 'string', default: '0' },
      outages: { type: 'string', default: '0' },
      stack: { type: 'string', default: '0' },
      shard: { type: 'string', default: '1/1' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  const [part = Number.NaN, of = Number.NaN] = values.shard.split('/').map(Number);
  const counts = {
    kills: Number(values.kills),
    forged: Number(values.forged),
    fuzzed: Number(values.fuzzed),
    outages: Number(values.outages),
    stack: Number(values.stack),
  };
  const isGood = [part, of, Number(values.seed), ...Object.values(counts)].every(
    (n) => Number.isSafeInteger(n) && n >= 0,
  );
  if (values.help || !isGood || part < 1 || part > of || Object.values(counts).every((n) => n === 0)) {
    stderr.write(usage);
    return values.help ? 0 : 2;
  }
  const seed = Number(values.seed) + (part - 1) * SEEDS_A_SHARD;
  const share = (all: number) => Math.floor((all * part) / of) - Math.floor((all * (part - 1)) / of);
  const lines: Line[] = [];
  const { kills, forged, fuzzed, outages, stack } = counts;
  if (kills + forged + outages > 0) {
    progress('bundling the functions');
    const functions = await DeployedFunctions.bundle([...DRILLED, ...DOORS]);
    const setUp = await setUpCompany(functions);
    if (kills > 0) lines.push(...(await killLines(setUp, seed, share(kills))));
    if (outages > 0) lines.push(...(await outageLines(setUp, seed, share(outages))));
    if (forged > 0) lines.push(...(await forgedLines(setUp, seed, share(forged))));
  }
  if (fuzzed > 0) lines.push(...(await fuzzedLines(seed, share(fuzzed))));
  if (stack > 0) lines.push(...(await stackLines(seed, share(stack), progress)));
  for (const { what, figure, broken } of lines) {
    stdout.write(`${broken.length === 0 ? 'ok' : 'NO'}  ${what}: ${figure}\n`);
    for (const one of broken.slice(0, 5)) stdout.write(`      ${one}\n`);
  }
  stdout.write(`seed ${values.seed}, shard ${values.shard}\n`);
  return lines.every(({ broken }) => broken.length === 0) ? 0 : 1;
}

async function killLines(
  setUp: Awaited<ReturnType<typeof setUpCompany>>,
  seed: number,
  kills: number,
): Promise<Line[]> {
  const all = new VerdictsOfRuns(properties);
  let runs = 0;
  for (; all.times('kills') < kills; runs += 1) {
    all.add(`run ${seed + runs}`, await killRun(setUp, seed + runs));
    progress(`${all.times('kills')} kills in ${runs + 1} runs`);
  }
  return all.lines(`${runs} half mornings`);
}

async function outageLines(
  setUp: Awaited<ReturnType<typeof setUpCompany>>,
  seed: number,
  times: number,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [name, what] of Object.entries(kindsOfOutages)) {
    let looked = 0;
    const broken: string[] = [];
    for (let run = seed; run < seed + times; run += 1) {
      const verdict = await outageRun(setUp, name as Outage, run);
      looked += verdict.looked;
      broken.push(...verdict.broken.map((one) => `run ${run}: ${one}`));
    }
    progress(`${times} times ${name}`);
    lines.push({ what, figure: `${broken.length} of ${looked.toLocaleString('en')} broken, in ${times} runs`, broken });
  }
  return lines;
}

async function forgedLines(
  setUp: Awaited<ReturnType<typeof setUpCompany>>,
  seed: number,
  forged: number,
): Promise<Line[]> {
  const answers: Record<string, Record<number, number>> = {};
  const broken: string[] = [];
  for (let done = 0; done < forged; done += FORGED_A_STEP) {
    const run = await forgedRun(setUp, seed + done, Math.min(FORGED_A_STEP, forged - done));
    broken.push(...run.broken);
    for (const [what, byStatus] of Object.entries(run.answers)) {
      const all = answers[what] ?? {};
      answers[what] = all;
      for (const [status, n] of Object.entries(byStatus)) all[Number(status)] = (all[Number(status)] ?? 0) + n;
    }
    progress(`${Math.min(done + FORGED_A_STEP, forged)} forged`);
  }
  return Object.entries(answers).map(([what, byStatus]) => ({
    what: `forged ${what} let in or leaving something behind`,
    figure: Object.entries(byStatus)
      .map(([status, n]) => `${n.toLocaleString('en')} answered by ${status}`)
      .join(', '),
    broken: broken.filter((one) => one.includes(`: ${what} `)),
  }));
}

async function fuzzedLines(seed: number, fuzzed: number): Promise<Line[]> {
  const receiver = new FuzzedReceiver();
  const broken: string[] = [];
  for (let done = 0; done < fuzzed; done += FUZZED_A_STEP) {
    await quietly(async () => {
      for (let i = done; i < Math.min(done + FUZZED_A_STEP, fuzzed); i += 1) {
        await receiver.take(seed + i).catch((error: Error) => broken.push(`request ${seed + i}: ${error.message}`));
      }
    });
    progress(`${Math.min(done + FUZZED_A_STEP, fuzzed)} fuzzed`);
  }
  const answers = [...receiver.statuses].sort(([a], [b]) => a - b);
  const told = answers.reduce((sum, [, n]) => sum + n, 0);
  if (told + broken.length < fuzzed) broken.push(`${fuzzed - told} got no answer`);
  const figure = answers.map(([status, n]) => `${n.toLocaleString('en')} answered by ${status}`).join(', ');
  return [{ what: `${fuzzed.toLocaleString('en')} odd deliveries, each stored, put aside or refused`, figure, broken }];
}

function progress(what: string): void {
  stderr.write(`${what} …\n`);
}

process.exitCode = await main(process.argv.slice(2));
