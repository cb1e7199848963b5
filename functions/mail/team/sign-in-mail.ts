import type { AddressOf } from '../../../domain/links/link.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { SignInMailContent } from '../../../domain/mail/mail-content.ts';
import { NO_ACCOUNT } from '../../../domain/outbox/outbox.ts';
import { SIGN_IN_LINK_GOOD_FOR_IN_MINUTES } from '../../../domain/sign-in/sign-in-asks.ts';
import type { Block } from '../layout/blocks.ts';
import { signInWords } from '../words/words.ts';

/** The link that signs the reader in, once. */
export function signInMail(
  { ask }: SignInMailContent,
  locale: Locale,
  person: string | undefined,
  addressOf: AddressOf | undefined,
): { subject: string; blocks: Block[] } {
  const say = signInWords(locale);
  const url = person !== undefined && addressOf?.({ to: 'sign-in', account: NO_ACCOUNT, person, ask });
  return {
    subject: say.subject,
    blocks: [
      { type: 'ask', text: say.title },
      { type: 'paragraph', text: say.lead(SIGN_IN_LINK_GOOD_FOR_IN_MINUTES) },
      ...(url ? [{ type: 'button' as const, label: say.button, url }] : []),
      { type: 'footer', text: say.footer },
    ],
  };
}
