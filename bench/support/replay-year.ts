import { replayCourse } from '../../domain/replay/course.ts';
import type { ReplayInput } from '../../domain/replay/replay.ts';
import { touchedSignals } from '../../domain/replay/touched-signals.ts';
import { replayInputs } from '../../local/demo/replay-company.ts';
import { readLocalCompany } from '../../local/local-config.ts';

/** Run as a process of its own, with days and accounts: prints what it took, in microseconds of CPU an account-day. */
const [days, accounts] = process.argv.slice(2).map(Number) as [number, number];
const { inputs } = replayInputs(readLocalCompany(), { today: '2026-11-29', days });

const changed = structuredClone((inputs[0] as ReplayInput).playbook);
Object.assign((changed.signals['logins-fell'] as { when: object }).when, { tripsAtOrBelow: 0.5 });

/** A company of as many accounts, which are the demo's over and over. */
function costOf(goThrough: (input: ReplayInput) => Iterable<unknown>): number {
  const atStart = process.cpuUsage();
  let gone = 0;
  for (let n = 0; n < accounts; n += 1) {
    for (const _ of goThrough(inputs[n % inputs.length] as ReplayInput)) gone += 1;
  }
  const { user, system } = process.cpuUsage(atStart);
  return (user + system) / gone;
}

const whole = costOf((input) => replayCourse(input));
const one = costOf((input) => {
  const of = touchedSignals(input.playbook, changed) as ReadonlySet<string>;
  return replayCourse({ ...input, playbook: changed, of });
});
process.stdout.write(JSON.stringify({ whole, one, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
