import type { Company } from '../../domain/company/company.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { SIGN_IN_LINK_GOOD_FOR_IN_MINUTES } from '../../domain/sign-in/sign-in-asks.ts';
import { html } from '../pages/html.ts';
import { withNotice } from '../pages/notices.ts';
import type { Page } from '../pages/page.ts';
import { signInPageWords } from './words/words.ts';

type Base = Pick<Page, 'locale' | 'company'>;

export const signInBase = (locale: Locale, { name }: Pick<Company, 'name'>): Base => ({ locale, company: name });

/** @param page where the reader wanted to go */
export function askPage(
  base: Base,
  { page, address = '' }: { page?: string | undefined; address?: string } = {},
): Page {
  const { ask } = signInPageWords(base.locale);
  const field = html`<div class="field"><label class="label" for="address">${ask.address}</label>
<input type="email" id="address" name="address" value="${address}" autocomplete="email" required maxlength="254"></div>`;
  return {
    ...base,
    heading: ask.heading,
    lead: ask.lead,
    body: html`<form method="post" action="/act/sign-in">${page !== undefined && html`<input type="hidden" name="page" value="${page}">`}${field}<button type="submit">${ask.button}</button></form>`,
  };
}

export function badAddressPage(base: Base, typed: { page?: string | undefined; address: string }): Page {
  return withNotice(askPage(base, typed), signInPageWords(base.locale).badAddress, '', 400);
}

/** The same whoever asked: nobody learns who is in the team. */
export function askedPage(base: Base): Page {
  const { heading, lead } = signInPageWords(base.locale).asked;
  return { ...base, heading, lead: lead(SIGN_IN_LINK_GOOD_FOR_IN_MINUTES) };
}

/** What a link opens: mail programs open links too, so that only the button signs anybody in. */
export function confirmPage(base: Base, { name, token }: { name: string; token: string }): Page {
  const { heading, lead, button } = signInPageWords(base.locale).confirm;
  return {
    ...base,
    heading: heading(name),
    lead,
    body: html`<form method="post" action="/act/sign-in/${token}"><button type="submit">${button}</button></form>`,
  };
}

export function uselessLinkPage(base: Base, why: 'used' | 'expired'): Page {
  const say = signInPageWords(base.locale);
  return {
    ...base,
    ...say[why],
    status: 410,
    body: html`<nav><a class="go" href="/sign-in">${say.again}</a></nav>`,
  };
}

export function signedOutPage(base: Base): Page {
  const say = signInPageWords(base.locale);
  return { ...base, ...say.signedOut, body: html`<nav><a class="go" href="/sign-in">${say.ask.heading}</a></nav>` };
}
