/** The known name that a mistyped one most likely means; undefined when none is near. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let fewest = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const edits = editsBetween(name.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      nearest = candidate;
    }
  }
  return nearest;
}

/** Says that a name leads nowhere, and what to write instead. `what` is e.g. `play`. */
export function noSuchName(what: string, name: string, known: string[]): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `there is no ${what} \`${name}\`; did you mean \`${nearest}\`?`;
  return `there is no ${what} \`${name}\`; there ${known.length === 0 ? 'is none' : `are: ${known.join(', ')}`}`;
}

/** How many letters have to be put in, taken out or exchanged (Levenshtein). */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const exchanged = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(exchanged, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
