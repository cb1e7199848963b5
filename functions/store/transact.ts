import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../aws/aws-error.ts';
import { tryAgain } from '../runtime/try-again.ts';
import { type DynamoDBClient, TransactionCanceledException, TransactWriteItemsCommand } from './client.ts';
import type { Item } from './item.ts';

/** Somebody else writes the same row at this moment. */
const CONFLICTS = new Set(['TransactionConflictException', 'TransactionInProgressException']);
/** What a transaction says of its parts when nothing is wrong with them. */
const PASSING_REASONS = new Set(['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** What others wrote stood against a transaction: nothing of it was written. */
export interface Loss {
  /** The parts whose conditions did not hold, by their places; with the row that stood there, where they ask for it. */
  refused: ReadonlyMap<number, Item | undefined>;
  /** Somebody else writes one of the rows at this moment. */
  isInConflict: boolean;
}

/**
 * Writes all parts or none. `null` when they are written; overload is thrown, as is whatever else is nobody's doing.
 *
 * @param attempts with more than one, a conflict is waited out by trying again, and thrown where it lasts
 */
export async function transact(
  client: DynamoDBClient,
  parts: TransactWriteItem[],
  { attempts = 1 } = {},
): Promise<Loss | null> {
  try {
    await tryAgain(() => writeTogether(client, parts), { most: attempts, mayPass: isConflictAlone });
    return null;
  } catch (error) {
    const loss = lossIn(error);
    if (loss === null || (attempts > 1 && isConflictAlone(error))) throw error;
    return loss;
  }
}

/** No condition failed: the same parts may be taken the next time. */
const isConflictAlone = (error: unknown) => lossIn(error)?.refused.size === 0;

/** As `transact`, for those who make up their minds from the error. */
export async function writeTogether(client: DynamoDBClient, TransactItems: TransactWriteItem[]): Promise<void> {
  await client.send(new TransactWriteItemsCommand({ TransactItems }));
}

/** `null` when it tells of no loss to others. */
export function lossIn(error: unknown): Loss | null {
  if (!(error instanceof TransactionCanceledException)) return null;
  const reasons = error.CancellationReasons;
  const refused = reasons.flatMap(({ Code, Item }, place) =>
    Code === 'ConditionalCheckFailed' ? [[place, Item] as const] : [],
  );
  const isInConflict = reasons.some(({ Code }) => Code === 'TransactionConflict');
  return refused.length > 0 || isInConflict ? { refused: new Map(refused), isInConflict } : null;
}

/** A write was turned down for what others wrote at the same moment: made again, it may be taken. */
export function hasLostToOthers(error: unknown): boolean {
  if (!(error instanceof AwsError)) return false;
  if (!(error instanceof TransactionCanceledException)) return CONFLICTS.has(error.code);
  const reasons = error.CancellationReasons;
  return reasons.length > 0 && reasons.every(({ Code = 'None' }) => PASSING_REASONS.has(Code));
}
