import { AwsError } from '../aws/aws-error.ts';
import { TransactionCanceledException } from '../store/client.ts';

/** What DynamoDB refuses because of what it was given: the next try fails alike, and other accounts don't. */
const ABOUT_WHAT_WAS_GIVEN = new Set(['ValidationException', 'ItemCollectionSizeLimitExceededException']);
const ABOUT_LOAD = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded', 'TransactionConflict']);
/** Node's own errors, and those of `httpPost`. */
const OF_THE_NETWORK = /^(E[A-Z_]+|no-answer|unreadable-answer)$/;

/**
 * Whether it is the installation that fails (no way to the table, throttled, no permission) and not the one account: then
 * trying again helps, or nothing does.
 */
export function isInstallationsError(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) {
    return error.CancellationReasons.some(({ Code = '' }) => ABOUT_LOAD.has(Code));
  }
  if (error instanceof AwsError) return !ABOUT_WHAT_WAS_GIVEN.has(error.code);
  if (!(error instanceof Error)) return false;
  return 'code' in error && typeof error.code === 'string' && OF_THE_NETWORK.test(error.code);
}
