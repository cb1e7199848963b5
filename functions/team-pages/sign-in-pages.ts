import type { Company } from '../../domain/company/company.ts';
import { ACTS_PATH, PROVIDER_PATH } from '../../domain/links/team-pages.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { SIGN_IN_LINK_GOOD_FOR_IN_MINUTES } from '../../domain/sign-in/sign-in-asks.ts';
import { html } from '../pages/html.ts';
import { withNotice } from '../pages/notices.ts';
import type { Page } from '../pages/page.ts';
import { scriptTag } from './script.ts';
import { signInPageWords } from './words/words.ts';

type Base = Pick<Page, 'locale' | 'company'>;

export const signInBase = (locale: Locale, { name }: Pick<Company, 'name'>): Base => ({ locale, company: name });

/** What somebody can sign in by, and what they said so far. */
export interface Asking {
  /** Where the reader wanted to go. */
  page?: string | undefined;
  address?: string;
  /** What the company's identity provider is called, where it has one. */
  provider?: string | undefined;
}

export function askPage(base: Base, { page, address = '', provider }: Asking = {}): Page {
  const { ask } = signInPageWords(base.locale);
  const field = html`<div class="field"><label class="label" for="address">${ask.address}</label>
<input type="email" id="address" name="address" value="${address}" autocomplete="email" required maxlength="254"></div>`;
  const look = provider === undefined ? '' : 'quiet alone';
  const form = html`<form method="post" action="/act/sign-in">${page !== undefined && html`<input type="hidden" name="page" value="${page}">`}${field}<button type="submit" class="${look}">${ask.button}</button></form>`;
  if (provider === undefined) return { ...base, heading: ask.heading, lead: ask.lead, body: form };
  const query = page === undefined ? '' : `?${new URLSearchParams({ page })}`;
  return {
    ...base,
    heading: ask.heading,
    body: html`<nav><a class="go" href="${PROVIDER_PATH}${query}">${ask.byProvider(provider)}</a></nav><h2>${ask.orByMail}</h2><p>${ask.lead}</p>${form}`,
  };
}

/** The provider sent somebody back; what it says of them is looked at once they go on, since a page that is opened changes nothing. */
export function goOnPage(base: Base, { answer, provider }: { answer: string; provider: string }): Page {
  const { heading, lead, button } = signInPageWords(base.locale).goOn;
  return {
    ...base,
    heading: heading(provider),
    lead,
    script: scriptTag,
    body: html`<form method="post" action="${ACTS_PATH}${PROVIDER_PATH}" data-goes-on><input type="hidden" name="answer" value="${answer}"><button type="submit">${button}</button></form>`,
  };
}

/** Nobody was signed in by the provider: why, and the ways that are left. */
export function notByProviderPage(
  base: Base,
  asking: Asking & { provider: string },
  { why, status }: { why: string; status: number },
): Page {
  return withNotice(askPage(base, asking), why, '', status);
}

export function badAddressPage(base: Base, typed: Asking): Page {
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
