/** Does `work` for every item, at most `limit` at a time, and gives the answers in the items' order. */
export async function inParallel<Item, Answer>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = new Array(items.length);
  let next = 0;
  const workers = Array.from({ length: Math.min(limit, items.length) }, async () => {
    for (let i = next++; i < items.length; i = next++) answers[i] = await work(items[i] as Item);
  });
  await Promise.all(workers);
  return answers;
}
