/** Longer links are cut by mail programs; Japanese takes nine characters a letter. */
const MOST_CHARACTERS_OF_A_LINK = 1900;

/** Opens the mail in the reader's own mail program, with its text where that is short enough. */
export function mailtoLink(
  address: string,
  { subject, text }: { subject: string; text: string },
): { url: string; hasText: boolean } {
  const link = `mailto:${encodeURIComponent(address)}?subject=${encodeURIComponent(subject)}`;
  const withText = `${link}&body=${encodeURIComponent(text.replace(/\n/g, '\r\n'))}`;
  return withText.length <= MOST_CHARACTERS_OF_A_LINK
    ? { url: withText, hasText: true }
    : { url: link, hasText: false };
}
