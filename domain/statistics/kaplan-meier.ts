/** By days after the start: to how many it happened then, and how many were last seen then without it. */
export type Durations = Readonly<Record<number, readonly [happened: number, lastSeen: number]>>;

/** A day on which it happened to somebody. */
export interface SurvivalStep {
  days: number;
  /** Seen at least until that day. */
  atRisk: number;
  happened: number;
  /** Of all, to whom it had not happened by the end of that day. */
  share: number;
}

/** The share to whom it has not happened yet, by Kaplan and Meier: whoever is still waited for counts as long as seen. */
export function survivalCurve(durations: Durations): SurvivalStep[] {
  const days = Object.entries(durations)
    .map(([key, counts]) => ({ days: Number(key), counts }))
    .sort((a, b) => a.days - b.days);
  let atRisk = days.reduce((all, { counts: [happened, lastSeen] }) => all + happened + lastSeen, 0);
  let share = 1;
  return days.flatMap(({ days: at, counts: [happened, lastSeen] }) => {
    const seen = atRisk;
    atRisk -= happened + lastSeen;
    if (happened === 0) return [];
    share *= 1 - happened / seen;
    return [{ days: at, atRisk: seen, happened, share }];
  });
}

/** After how many days it had happened to such a share; `null` where the curve does not come down so far: not reached. */
export function reachedAfter(curve: readonly SurvivalStep[], share: number): number | null {
  // What adds up to a half in fractions must not miss it by the last digit.
  return curve.find((step) => step.share <= 1 - share + 1e-12)?.days ?? null;
}
