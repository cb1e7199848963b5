import { type Trying, tryAgain } from '../runtime/try-again.ts';

/** DynamoDB did only a part of a batch, as it does under load. */
export class LeftOverError extends Error {
  override readonly name = 'LeftOverError';
  readonly code = 'left-over';
}

/**
 * Sends a batch, and then what DynamoDB left over of it, until nothing is left.
 *
 * @param send answers with what was left over
 * @throws LeftOverError when something still is after the last attempt
 */
export async function untilNothingIsLeft<Part>(
  batch: Part[],
  send: (left: Part[]) => Promise<Part[]>,
  { mayPass = () => false, ...trying }: Partial<Trying>,
): Promise<void> {
  let left = batch;
  const attempt = async (nth: number) => {
    left = await send(left);
    if (left.length > 0) throw new LeftOverError(`DynamoDB left ${left.length} items over ${nth} times`);
  };
  await tryAgain(attempt, { ...trying, mayPass: (error) => error instanceof LeftOverError || mayPass(error) });
}
