import * as z from 'zod';
import { exchangeRatesSchema } from '../money/exchange-rates.ts';
import { kpiRulesSchema } from './kpi-rules.ts';
import { kpiTargetSchema } from './kpi-targets.ts';

/** All of it is told to a function in one variable, and a function has 4 KB for all of them. */
const MOST_CHARACTERS = 1500;

/** What a company decides about its KPIs. */
export const kpiSettingsSchema = z
  .strictObject({
    rules: kpiRulesSchema.prefault({}),
    /** What amounts of several currencies are told in, unless whoever asks says another one. */
    exchange: exchangeRatesSchema.optional(),
    /** What an hour of one of the team costs, in the currency that amounts are told in. */
    hourCost: z.number().positive().optional(),
    /** What figures of a month are to be. */
    targets: z.array(kpiTargetSchema).default([]),
  })
  .refine((settings) => JSON.stringify(settings).length <= MOST_CHARACTERS, {
    error: `is longer than ${MOST_CHARACTERS} characters as JSON: leave out rates of months that nobody asks for any more`,
  });
export type KpiSettings = z.infer<typeof kpiSettingsSchema>;
