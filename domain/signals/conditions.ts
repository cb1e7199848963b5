import * as z from 'zod';
import { counterFallSchema, counterGrowthSchema, readCounterLevel } from './kinds/counter-level.ts';
import { daysSinceSchema, readDaysSince } from './kinds/days-since.ts';
import { handOverSchema, readHandOver } from './kinds/hand-over.ts';
import { readRenewalDue, renewalDueSchema } from './kinds/renewal-due.ts';
import type { Reading, SignalContext } from './reading.ts';

/** Every kind of condition a playbook can use: a schema for its numbers and a reading of them. */
export const signalConditionSchema = z.union([
  counterFallSchema,
  counterGrowthSchema,
  daysSinceSchema,
  handOverSchema,
  renewalDueSchema,
]);
export type SignalCondition = z.infer<typeof signalConditionSchema>;

export function readCondition(condition: SignalCondition, context: SignalContext): Reading[] {
  switch (condition.kind) {
    case 'counter-level':
      return readCounterLevel(condition, context);
    case 'days-since':
      return readDaysSince(condition, context);
    case 'hand-over':
      return readHandOver(condition, context);
    case 'renewal-due':
      return readRenewalDue(condition, context);
  }
}

/** The other signals whose state a condition looks at; they are read before it. */
export function dependenciesOf(condition: SignalCondition): string[] {
  return condition.kind === 'hand-over' && condition.orSignalOpen !== undefined ? [condition.orSignalOpen] : [];
}
