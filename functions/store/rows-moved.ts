import { ConditionalCheckFailedException, TransactionCanceledException } from './client.ts';

/** Somebody else wrote the rows since they were read. */
export class RowsMovedError extends Error {
  override readonly name = 'RowsMovedError';
  readonly code = 'rows-moved';
}

export async function unlessMoved(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const isMoved = error instanceof ConditionalCheckFailedException || error instanceof TransactionCanceledException;
    if (!isMoved) throw error;
    throw new RowsMovedError('the rows were written by somebody else in between', { cause: error });
  }
}
