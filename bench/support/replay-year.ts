import type { Playbook } from '../../domain/playbook/playbook.ts';
import { replayCourse } from '../../domain/replay/course.ts';
import type { ReplayInput } from '../../domain/replay/replay.ts';
import { coursesBeside } from '../../domain/replay/replay-both.ts';
import { replayInputs } from '../../local/demo/replay-company.ts';
import { readLocalCompany } from '../../local/local-config.ts';

/**
 * Run as a process of its own, with days and accounts: prints what it took, in microseconds of CPU an account-day, warm,
 * in the cheapest of some rounds.
 */
const [days, accounts] = process.argv.slice(2).map(Number) as [number, number];
const { inputs } = replayInputs(readLocalCompany(), { today: '2026-11-29', days });
const { playbook, freshness } = inputs[0] as ReplayInput;

/** What a manager tries who moves the threshold of one signal. */
const values = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
const changed = values.map((tripsAtOrBelow): Playbook => {
  const copy = structuredClone(playbook);
  Object.assign((copy.signals['logins-fell'] as Playbook['signals'][string]).when, { tripsAtOrBelow });
  return copy;
});
const beside = (playbooks: readonly Playbook[]) =>
  coursesBeside(
    { playbook, freshness },
    playbooks.map((one) => ({ playbook: one, freshness })),
  );
const [ofOne, ofAll] = [beside(changed.slice(0, 1)), beside(changed)];

/** A company of as many accounts, which are the demo's over and over. */
function costOf(goThrough: (input: ReplayInput) => void): number {
  const atStart = process.cpuUsage();
  for (let n = 0; n < accounts; n += 1) goThrough(inputs[n % inputs.length] as ReplayInput);
  const { user, system } = process.cpuUsage(atStart);
  return (user + system) / (accounts * days);
}

const ROUNDS = 3;
let [whole, withOne, withAll] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
for (let round = 0; round < ROUNDS; round += 1) {
  whole = Math.min(
    whole,
    costOf((input) => {
      for (const _ of replayCourse(input));
    }),
  );
  withOne = Math.min(withOne, costOf(ofOne));
  withAll = Math.min(withAll, costOf(ofAll));
}
const further = (withAll - withOne) / (changed.length - 1);
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ whole, withOne, further, megabytes }));
