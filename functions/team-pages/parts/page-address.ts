/** The address of the page with some of its query changed: what is asked for lies in the address, and can be sent to others. */
export function pageAddress(
  path: string,
  query: URLSearchParams,
  changes: Record<string, string | null | undefined> = {},
): string {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value == null || value === '') changed.delete(name);
    else changed.set(name, value);
  }
  const text = changed.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** How many of a list come before the page that is asked for. */
export function placeIn(query: URLSearchParams): number {
  const after = query.get('after') ?? '';
  return /^\d{1,6}$/.test(after) ? Number(after) : 0;
}
