import * as z from 'zod';

/** Where reputable sources differ on a definition, the one that the company goes by. */
export const kpiRulesSchema = z.strictObject({
  /** Who is gone at the end of the period, or everybody who left within it. */
  customerChurn: z.enum(['end-to-end', 'events']).default('end-to-end'),
  grossRetention: z.enum(['cohort', 'movements']).default('cohort'),
  /** Who is back within so many days counts as never gone; who comes back later, as new. */
  backWithinDays: z.int().min(0, 'is below 0').max(180, 'is above 180').default(90),
  downgradeToFree: z.enum(['churn', 'contraction']).default('churn'),
  lifetimeValue: z.enum(['fitted', 'by-churn-rate']).default('fitted'),
  /** What is left of the revenue once serving the customers is paid: 0.8 is 80 %. Without it there is no lifetime value. */
  grossMargin: z.number().min(0, 'is below 0').max(1, 'is above 1: write 0.8 for 80 %').optional(),
  /** A lifetime is counted up to here: nobody knows of later ones. */
  lifetimeInMonths: z.int().min(12, 'is below 12').max(240, 'is above 240').default(60),
});
export type KpiRules = z.infer<typeof kpiRulesSchema>;

export const usualKpiRules: KpiRules = kpiRulesSchema.parse({});
