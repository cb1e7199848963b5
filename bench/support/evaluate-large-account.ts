import { evaluate } from '../../domain/evaluation/evaluate.ts';
import { addDays } from '../../domain/time/day.ts';
import { lifetimeOf } from '../../domain/usage/lifetime.ts';
import type { AccountNumbers } from '../../domain/usage/tally/name-numbers.ts';
import {
  decodeNumberedTally,
  encodeNumberedTally,
  type NumberedTally,
} from '../../domain/usage/tally/numbered-tally.ts';
import { TallyBuilder, type UsageTally } from '../../domain/usage/tally/usage-tally.ts';
import { usageHistory } from '../../domain/usage/usage-history.ts';
import { numbersFor } from '../../test/support/account-numbers.ts';
import { AS_OF, freshness, playbook, SampleAccount } from './sample-account.ts';

const DAYS = 119;
const FEATURES = 50;
const EVENTS_A_USER = 3;

/** Run as a process of its own, with the number of users: prints what it took. */
const users = Number(process.argv[2]);
const features = Object.fromEntries(
  Array.from({ length: FEATURES }, (_, n) => [
    `feature-${n}`,
    {
      label: { en: `Feature ${n}`, ja: `機能${n}` },
      events: [`feature-${n}.used`],
      mustHave: n < 5,
      option: `option-${n}`,
    },
  ]),
);
const large = { ...playbook, features: { ...playbook.features, ...features } };

// An evaluation of today finds both stored; made here of one day's users, who are the same every day.
const numbers: AccountNumbers = numbersFor([tallyOf(0)]);
const lifetime = lifetimeOf([{ day: AS_OF, ...tallyOf(0) }]);
const encoded = Array.from({ length: DAYS }, (_, back) => ({
  day: addDays(AS_OF, back + 1 - DAYS),
  tally: encodeNumberedTally(tallyOf(back), numbers) as NumberedTally,
}));
const atStart = process.cpuUsage();
const days = encoded.map(({ day, tally }) => ({ day, ...(decodeNumberedTally(tally, numbers) as UsageTally) }));
const usage = usageHistory(days, lifetime, large, AS_OF);
const ofDecoding = process.cpuUsage(atStart);
const sample = new SampleAccount('large').input(AS_OF);
evaluate({ ...sample, usage, freshness: freshness(AS_OF), playbook: large });
const ofBoth = process.cpuUsage(atStart);
process.stdout.write(
  JSON.stringify({
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    decodeInMs: inMs(ofDecoding),
    evaluateInMs: inMs(ofBoth) - inMs(ofDecoding),
  }),
);

function tallyOf(seed: number): UsageTally {
  const tally = new TallyBuilder();
  for (let user = 0; user < users; user += 1) {
    tally.add('login', `user-${user}`);
    for (let n = 0; n < EVENTS_A_USER; n += 1) {
      tally.add(`feature-${(user * 7 + seed + n * 13) % FEATURES}.used`, `user-${user}`);
    }
  }
  return tally.build();
}

function inMs({ user, system }: NodeJS.CpuUsage): number {
  return Math.round((user + system) / 1000);
}
