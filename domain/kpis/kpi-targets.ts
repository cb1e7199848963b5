import * as z from 'zod';
import { teamRoles } from '../account/account.ts';
import { type KpiName, kpiNames } from './definitions.ts';

/** What the company wants a figure to be, and whose concern it is. */
export const kpiTargetSchema = z
  .strictObject({
    kpi: z.enum(kpiNames),
    role: z.enum(teamRoles),
    /** A share as 0.95, an amount in the currency of the reports, a count or points. */
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  })
  .refine(({ atLeast, atMost }) => (atLeast === undefined) !== (atMost === undefined), {
    path: ['atLeast'],
    message: 'stands without atMost, or atMost without it: a figure is to be high or low',
  });
export type KpiTarget = z.infer<typeof kpiTargetSchema>;

export interface TargetProgress {
  target: KpiTarget;
  value: number | null;
  /** `null` where there is no figure to hold against it. */
  isReached: boolean | null;
  /** How far it is still to go, in the unit of the figure; 0 once it is reached. */
  missing: number | null;
}

/** How far the company is with what it wants of each figure. */
export function targetProgress(
  targets: readonly KpiTarget[],
  valueOfKpi: (kpi: KpiName) => number | null,
): TargetProgress[] {
  return targets.map((target) => {
    const value = valueOfKpi(target.kpi);
    if (value === null) return { target, value, isReached: null, missing: null };
    const missing = Math.max(
      0,
      target.atLeast === undefined ? value - (target.atMost as number) : target.atLeast - value,
    );
    return { target, value, isReached: missing === 0, missing };
  });
}
