import { addDays } from '../../domain/day.ts';
import { evaluate } from '../../domain/evaluate.ts';
import { lifetimeOf } from '../../domain/usage/lifetime.ts';
import { usageHistory } from '../../domain/usage/usage-history.ts';
import { decodeTally, encodeTally, TallyBuilder } from '../../domain/usage/usage-tally.ts';
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

const encoded = Array.from({ length: DAYS }, (_, back) => ({
  day: addDays(AS_OF, back + 1 - DAYS),
  tally: encodedDay(back),
}));
// An evaluation of today finds it stored; made here of one day's users, who are the same every day.
const lifetime = lifetimeOf(encoded.slice(-1).map(({ day, tally }) => ({ day, ...decodeTally(tally) })));
const startedAt = performance.now();
const days = encoded.map(({ day, tally }) => ({ day, ...decodeTally(tally) }));
const usage = usageHistory(days, lifetime, large, AS_OF);
const decodedAt = performance.now();
const sample = new SampleAccount('large').input(AS_OF);
evaluate({ ...sample, usage, freshness: freshness(AS_OF), playbook: large });
const evaluatedAt = performance.now();
process.stdout.write(
  JSON.stringify({
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    decodeInMs: Math.round(decodedAt - startedAt),
    evaluateInMs: Math.round(evaluatedAt - decodedAt),
  }),
);

function encodedDay(seed: number) {
  const tally = new TallyBuilder();
  for (let user = 0; user < users; user += 1) {
    tally.add('login', `user-${user}`);
    for (let n = 0; n < EVENTS_A_USER; n += 1) {
      tally.add(`feature-${(user * 7 + seed + n * 13) % FEATURES}.used`, `user-${user}`);
    }
  }
  return encodeTally(tally.build());
}
