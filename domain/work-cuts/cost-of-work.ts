import type { Playbook } from '../playbook/playbook.ts';

const MINUTES_AN_HOUR = 60;

/** What work costs. */
export interface WorkPrice {
  /** Of one person; absent where nobody has said it. */
  hourCost?: number | undefined;
  /** What a kind of work costs each time beside people's time. */
  costOf(activity: string): number;
}

export function workPrice(playbook: Pick<Playbook, 'activities'> | undefined, hourCost: number | undefined): WorkPrice {
  const kinds = playbook?.activities ?? {};
  return { hourCost, costOf: (activity) => (Object.hasOwn(kinds, activity) ? (kinds[activity]?.cost ?? 0) : 0) };
}

/** People's time and what the kind costs beside; `null` where nobody has said what an hour costs. */
export function costOfWork(
  { activity, works, minutes }: { activity: string; works: number; minutes: number },
  { hourCost, costOf }: WorkPrice,
): number | null {
  return hourCost === undefined ? null : (minutes / MINUTES_AN_HOUR) * hourCost + works * costOf(activity);
}
