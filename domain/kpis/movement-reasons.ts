import { groupedBy } from '../collections/grouped-by.ts';
import { type ReasonedMovement, reasonedMovements } from '../playbook/reasoned-movements.ts';
import type { Day } from '../time/day.ts';
import type { Movement } from './mrr-movements.ts';

/** Why customers moved so, and which of them. */
export interface ReasonShare {
  movement: ReasonedMovement;
  /** As it was given, listed in the playbook or not; `null` of those for whom nobody gave one yet. */
  reason: string | null;
  customers: number;
  /** Of those of whom it can be told, in the smallest unit of the currency of the report. */
  amount: number;
  accounts: { account: string; day: Day; amount?: number }[];
}

/** Movements by their reasons, the one of most customers first, those without any last. */
export function movementReasons(movements: readonly Movement[]): ReasonShare[] {
  return reasonedMovements.flatMap((movement) => {
    const alike = movements.filter((one) => reasonedMovementOf(one) === movement);
    const shares = [...groupedBy(alike, ({ reason }) => reason ?? null)].map(
      ([reason, ofReason]): ReasonShare => ({
        movement,
        reason,
        customers: new Set(ofReason.map(({ account }) => account)).size,
        amount: ofReason.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
        accounts: ofReason.map(({ account, day, amount }) => ({ account, day, ...(amount !== null && { amount }) })),
      }),
    );
    return shares.sort(
      (a, b) =>
        Number(a.reason === null) - Number(b.reason === null) ||
        b.customers - a.customers ||
        b.amount - a.amount ||
        ((a.reason ?? '') < (b.reason ?? '') ? -1 : 1),
    );
  });
}

/** Whoever is a customer again was won back, however late; nobody asks why somebody is new. */
function reasonedMovementOf({ kind, isBack }: Movement): ReasonedMovement | undefined {
  if (kind === 'reactivation') return 'win-back';
  if (kind === 'new') return isBack ? 'win-back' : undefined;
  return kind;
}
