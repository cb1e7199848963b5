import type { Playbook } from '../playbook/playbook.ts';
import { dependenciesOf } from '../signals/conditions.ts';

/** What a signal's course hangs on beside its own entry and its play. */
const WORDS = ['name', 'labels', 'reasons'] as const satisfies (keyof Playbook)[];
const OWN = ['signals', 'plays'] as const satisfies (keyof Playbook)[];

/** The signals whose course may be another one by another playbook. */
export interface TouchedSignals {
  /**
   * Those with another entry or play, and with any of them those whose play holds accounts out: whether an account may be
   * hangs on all that is open of it.
   */
  changed: ReadonlySet<string>;
  /** With those that look whether one of them is open. */
  all: ReadonlySet<string>;
}

/** `null`: any may, since what all of them look at has changed. */
export function touchedSignals(before: Playbook, after: Playbook): TouchedSignals | null {
  const apart = new Set<string>([...WORDS, ...OWN]);
  const rest = ({ ...playbook }: Playbook) => Object.entries(playbook).filter(([area]) => !apart.has(area));
  if (!isSame(rest(before), rest(after))) return null;

  const changed = new Set<string>();
  for (const name of new Set([...Object.keys(before.signals), ...Object.keys(after.signals)])) {
    const [old, now] = [before.signals[name], after.signals[name]];
    const [oldPlay, playNow] = [before.plays[old?.play ?? ''], after.plays[now?.play ?? '']];
    if (!isSame([old, oldPlay], [now, playNow])) changed.add(name);
  }
  if (changed.size > 0) for (const playbook of [before, after]) addThoseHeldOut(changed, playbook);
  const all = new Set(changed);
  for (const playbook of [before, after]) addThoseThatLook(all, playbook);
  return { changed, all };
}

function addThoseHeldOut(changed: Set<string>, { signals, plays }: Playbook): void {
  for (const [name, { play }] of Object.entries(signals)) if ((plays[play]?.holdOut ?? 0) > 0) changed.add(name);
}

function addThoseThatLook(touched: Set<string>, { signals }: Playbook): void {
  let size = -1;
  while (size !== touched.size) {
    size = touched.size;
    for (const [name, { when }] of Object.entries(signals)) {
      if (dependenciesOf(when).some((other) => touched.has(other))) touched.add(name);
    }
  }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
