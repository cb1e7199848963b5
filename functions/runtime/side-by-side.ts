/** Waits until each has come to its end, also where another fails: a function that has thrown is stopped in mid-work. */
export async function sideBySide(works: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(works);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
