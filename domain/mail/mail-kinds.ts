/** The kinds of automatic mail that a customer can choose between. */
export const mailKinds = ['guidance', 'offers', 'surveys'] as const;
export type MailKind = (typeof mailKinds)[number];

/** Which kinds somebody does not want; without a record, all are welcome. */
export interface OptOut {
  contact: string;
  kinds: MailKind[];
  /** When they last said so; ISO. */
  at: string;
  /**
   * The address that they had then, which the choice holds for under whatever contact or account it stands. Records of
   * older releases lack it.
   */
  address?: string;
}

/** The last word counts, whether it was said under this contact or for the address they have. */
export function lastWord<Word extends Pick<OptOut, 'at'>>(...words: (Word | undefined)[]): Word | undefined {
  return words.reduce((last, word) => (word !== undefined && (last === undefined || word.at > last.at) ? word : last));
}
