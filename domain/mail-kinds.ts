/** The kinds of automatic mail that a customer can choose between. */
export const mailKinds = ['guidance', 'offers', 'surveys'] as const;
export type MailKind = (typeof mailKinds)[number];

/** Which kinds a contact does not want; without a record, all are welcome. */
export interface OptOut {
  contact: string;
  kinds: MailKind[];
  /** When they last said so; ISO. */
  at: string;
}
