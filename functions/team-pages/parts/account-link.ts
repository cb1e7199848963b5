import { pageOfAccount } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { isPseudonym } from '../../../domain/personal-data/erasure.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';
import { shellWords } from '../words/words.ts';

/** An account in a list of what was: one that was erased has neither a name nor a page. */
export function accountLink(account: string, name: string, most: number, locale: Locale): Html {
  if (isPseudonym(account)) return html`${shellWords(locale).erasedAccount}`;
  return html`<a class="whole" href="${pageOfAccount(account)}"><bdi>${shorten(name, most)}</bdi></a>`;
}
