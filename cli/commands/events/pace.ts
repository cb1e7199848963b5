/**
 * Works off what comes, a few at a time, and takes the answers in the order in which it came; after a failure nothing
 * new is begun, and of what was done only the beginning without a gap was taken.
 */
export async function inSteps<Item, Answer>(
  items: AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Answer>,
  take: (answer: Answer) => Promise<void>,
): Promise<void> {
  const underWay: Promise<Answer>[] = [];
  try {
    for await (const item of items) {
      if (underWay.length >= limit) await take(await (underWay.shift() as Promise<Answer>));
      const answer = work(item);
      // Its failure is thrown where it is awaited later.
      answer.catch(() => {});
      underWay.push(answer);
    }
    while (underWay.length > 0) await take(await (underWay.shift() as Promise<Answer>));
  } finally {
    await Promise.allSettled(underWay);
  }
}

/** How long the rest will take, going by how long the share that is done took. */
export function remainingTime(now: () => number): (share: number) => string {
  const startedAt = now();
  let startShare: number | undefined;
  return (share) => {
    startShare ??= share;
    const done = share - startShare;
    if (done <= 0) return 'some time left';
    const seconds = ((now() - startedAt) / 1000 / done) * (1 - share);
    return seconds < 90 ? `about ${Math.ceil(seconds)} s left` : `about ${Math.ceil(seconds / 60)} min left`;
  };
}
