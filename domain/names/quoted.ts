const MOST_CHARACTERS = 100;

/** What somebody wrote, as a message repeats it: so much of it that one knows it again. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  const characters = text.length > MOST_CHARACTERS ? [...text.slice(0, 2 * MOST_CHARACTERS)] : [];
  return characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS).join('')}…` : text;
}
