/** A mail asks for words that its playbook doesn't have; the row and the playbook don't belong together. */
export class MissingEntryError extends Error {
  override readonly name = 'MissingEntryError';
  readonly code = 'playbook-entry-missing';
}

export function entryOf<Entry>(entries: Record<string, Entry>, kind: string, name: string): Entry {
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (entry === undefined) throw new MissingEntryError(`the playbook has no ${kind} "${name}"`);
  return entry;
}
