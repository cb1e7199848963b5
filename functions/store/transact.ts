import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/** Somebody else writes the same row at this moment. */
const CONFLICTS = new Set(['TransactionConflictException', 'TransactionInProgressException']);
/** What a transaction says of its parts when nothing is wrong with them. */
const PASSING_REASONS = new Set(['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** A write was turned down for what others wrote at the same moment: made again, it may be taken. */
export function hasLostToOthers(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (!(error instanceof TransactionCanceledException)) return CONFLICTS.has(error.name);
  const reasons = error.CancellationReasons ?? [];
  return reasons.length > 0 && reasons.every(({ Code = 'None' }) => PASSING_REASONS.has(Code));
}
