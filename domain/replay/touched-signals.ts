import type { Playbook } from '../playbook/playbook.ts';
import { isRenewalWork } from '../plays/renewal-work.ts';
import { dependenciesOf } from '../signals/conditions.ts';

/** What a signal's course hangs on beside its own entry and its play. */
const WORDS = ['name', 'labels', 'reasons', 'activities'] as const satisfies (keyof Playbook)[];
const OWN = ['signals', 'plays'] as const satisfies (keyof Playbook)[];

/**
 * The signals whose course may be another one by the second playbook; `null`: any may, since what all of them look at
 * has changed. Those that look at a changed one are among them, and all of a renewal where one of them is: what they ask
 * of one person is one mail.
 */
export function touchedSignals(before: Playbook, after: Playbook): ReadonlySet<string> | null {
  const apart = new Set<string>([...WORDS, ...OWN]);
  const rest = ({ ...playbook }: Playbook) => Object.entries(playbook).filter(([area]) => !apart.has(area));
  if (!isSame(rest(before), rest(after))) return null;

  const touched = new Set<string>();
  for (const name of new Set([...Object.keys(before.signals), ...Object.keys(after.signals)])) {
    const [old, changed] = [before.signals[name], after.signals[name]];
    const [oldPlay, changedPlay] = [before.plays[old?.play ?? ''], after.plays[changed?.play ?? '']];
    if (!isSame([old, oldPlay], [changed, changedPlay])) touched.add(name);
  }
  for (const playbook of [before, after]) addThoseThatFollow(touched, playbook);
  return touched;
}

function addThoseThatFollow(touched: Set<string>, { signals, stages, plays }: Playbook): void {
  const isOfRenewal = (name: string) => isRenewalWork(signals[name], stages);
  let size = -1;
  while (size !== touched.size) {
    size = touched.size;
    const hasRenewal = [...touched].some(isOfRenewal);
    for (const [name, { when, play }] of Object.entries(signals)) {
      // Whether an account may be held out hangs on what else is open.
      const looksAround = size > 0 && plays[play]?.holdOut !== undefined;
      const follows = (hasRenewal && isOfRenewal(name)) || dependenciesOf(when).some((other) => touched.has(other));
      if (looksAround || follows) touched.add(name);
    }
  }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
