import * as z from 'zod';
import { windowBounds } from '../../indicators/counter-level.ts';
import { type ConditionKind, checkDaysOf } from '../condition-kind.ts';
import { readKeyPersons } from '../key-persons.ts';
import type { Reading, SignalContext } from '../reading.ts';
import { checkLevelFall, levelFallSchema, readLevel } from './counter-level.ts';

const schema = z.strictObject({ kind: z.literal('person-level'), ...levelFallSchema });

/** On how many days a key person does anything, against their own earlier level. One episode a person. */
export const personLevel: ConditionKind<typeof schema> = {
  kind: 'person-level',
  schema,
  subject: 'person',
  read: readPersonLevel,
  needs: () => [{ event: 'login' }, { contact: 'keyPerson' }],
  check: (condition) => [
    ...checkLevelFall(condition),
    ...checkDaysOf('minimumBaseline', condition.minimumBaseline, ['windowInDays', condition.windowInDays]),
  ],
};

function readPersonLevel(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { asOf, usage } = context;
  const stale = context.freshness.staleness('acts');
  return readKeyPersons(context, ({ id }) => {
    const activeDays = (k: number) => usage.activeDays(id, ...windowBounds(asOf, condition.windowInDays, k));
    return readLevel(condition, context, id, activeDays, stale);
  });
}
