import { pastAccount } from '../../../../domain/ledger/account-as-of.ts';
import { endOf } from '../../../../domain/ledger/facts-as-of.ts';
import type { Day } from '../../../../domain/time/day.ts';
import type { Past } from '../../../scoring/evaluate-account.ts';
import type { Scoring } from '../../../scoring/scoring.ts';
import type { Tools } from '../../operation.ts';

/** Past days, and what was known on them, are asked of the ledger and of usage as it stood; today as it is now known is what the account says. */
export function pastOf({ asOf, today }: Scoring, knownOn: Day | undefined, { ledger, clock }: Tools): Past | undefined {
  const isOfNow = knownOn === undefined || knownOn >= today;
  if (isOfNow && asOf >= today) return undefined;
  const knownBefore = isOfNow ? undefined : endOf(knownOn, clock);
  return {
    facts: async (account) => pastAccount(account, await ledger.read(account.id), asOf, knownBefore),
    knownOn: isOfNow ? undefined : knownOn,
  };
}
