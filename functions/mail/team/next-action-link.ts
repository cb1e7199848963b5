import type { AddressOf } from '../../../domain/links/link.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { LinkTo } from '../layout/blocks.ts';
import { linkWords } from '../words/words.ts';

/** To the page where the account's next action is agreed; `undefined` where there are no pages, or nobody known to act. */
export function nextActionLink(
  { account, person, language }: Pick<OutboxMail, 'account' | 'person' | 'language'>,
  addressOf: AddressOf | undefined,
): LinkTo | undefined {
  if (addressOf === undefined || person === undefined) return undefined;
  return { label: linkWords(language).nextAction, url: addressOf({ to: 'next-action', account, person }) };
}
