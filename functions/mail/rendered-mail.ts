import type { Letter } from '../../domain/mail/mail-content.ts';
import type { MailKind } from '../../domain/mail/mail-kinds.ts';

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  /** Of an automatic mail to a customer that they may choose not to get. */
  optional?: { kind: MailKind; unsubscribeUrl?: string };
  /** The words that the reader is asked to approve. */
  proposal?: Letter;
}
