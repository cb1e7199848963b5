import type { Account } from '../../domain/account/account.ts';
import {
  type AccountState,
  type Evaluation,
  type EvaluationInput,
  evaluate,
} from '../../domain/evaluation/evaluate.ts';
import { recordsByNamesOf } from '../../domain/evaluation/follow-names.ts';
import { stateAsOf, stateInStage } from '../../domain/evaluation/state-as-of.ts';
import type { PastAccount } from '../../domain/ledger/account-as-of.ts';
import type { LedgerFact } from '../../domain/ledger/ledger-entry.ts';
import type { Day } from '../../domain/time/day.ts';
import type { LateChange } from '../../domain/usage/late-usage.ts';
import { usageHistory } from '../../domain/usage/usage-history.ts';
import { errorFields, log } from '../runtime/log.ts';
import { isInstallationsError } from './is-installations-error.ts';
import type { Scoring } from './scoring.ts';

export interface EvaluatedAccount {
  input: EvaluationInput;
  evaluation: Evaluation;
  /** What was on record on the day. */
  state: AccountState | null;
  unknownFacts: LedgerFact[];
  lateChanges: LateChange[];
}

/** How a past day is looked into. */
export interface Past {
  /** What an account was on the day. */
  facts(account: Account): Promise<PastAccount>;
  /** By what was known at the end of this day; absent: by all that is known now. */
  knownOn: Day | undefined;
}

/**
 * An account as it stands on the day; changes nothing. `null` when the account is not known.
 * @param past without it the facts of a past day are taken to be today's
 */
export async function evaluateAccount(
  scoring: Scoring,
  accountId: string,
  past?: Past,
): Promise<EvaluatedAccount | null> {
  const { accounts, running, asOf, today, businessDays, fleet, freshness } = scoring;
  const { playbook } = running;
  const snapshot = await accounts.load(accountId, { playbook, asOf, today, isConsistent: true, late: past });
  if (snapshot === null) return null;
  const { days, lifetime, stored, isFailing: _, lateChanges, ...facts } = snapshot;
  const then = await past?.facts(facts.account);
  const { account } = then ?? facts;
  const known = {
    ...facts,
    account,
    usage: usageHistory(days, lifetime, playbook, asOf),
    businessDays,
    fleet,
    freshness,
    playbook,
  };
  const current = stored?.state ?? null;
  const state =
    current !== null && asOf < current.lastScoredDay
      ? stateAsOf(current, recordsByNamesOf(playbook, await accounts.episodesOf(accountId)), known)
      : current;
  const previous = stateInStage(state, then?.stage ?? null, asOf);
  const input: EvaluationInput = { ...known, previous };
  // Where the ledger has no stage of that day, what was on record may.
  const unknownFacts = then?.unknownFacts.filter((fact) => fact !== 'stage' || !previous?.stage) ?? [];
  return { input, evaluation: evaluate(input), state, unknownFacts, lateChanges };
}

/** The same for many accounts: one that fails counts as unknown, and the others are still read. */
export async function evaluateIfPossible(scoring: Scoring, accountId: string): Promise<EvaluatedAccount | null> {
  return ifPossible(() => evaluateAccount(scoring, accountId));
}

export async function ifPossible<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    if (isInstallationsError(error)) throw error;
    log('warn', 'account not read', errorFields(error));
    return null;
  }
}
