import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Company } from '../../domain/company/company.ts';
import { isLanguage, type Locale } from '../../domain/locale/locale.ts';
import type { UselessLink } from '../links/web-links.ts';
import { html } from './html.ts';
import { BUSY_STATUS, withNotice } from './notices.ts';
import type { Page } from './page.ts';
import { pageWords } from './words/words.ts';

/** What follows `/w/` or `/u/` in the address. */
export function tokenOf({ pathParameters }: APIGatewayProxyEventV2): string {
  return pathParameters?.proxy ?? '';
}

/** What is said to somebody of whom nothing is known: the same whatever it was they asked for. */
export function noPage(unusable: UselessLink['unusable'], event: APIGatewayProxyEventV2, company: Company): Page {
  const locale = languageAskedFor(event, company);
  const say = pageWords(locale);
  const { heading, lead } = unusable === 'expired' ? say.expiredLink : say.unknownLink;
  const page: Page = { locale, company: company.name, heading, lead, status: unusable === 'expired' ? 410 : 404 };
  return event.requestContext.http.method === 'POST' ? withNotice(page, say.notStored) : page;
}

/** The page says why what was sent was not taken; a message that was typed is there to be copied. */
export const notStored = (page: Page, form: URLSearchParams | null): Page =>
  withNotice(page, pageWords(page.locale).notStored, form?.get('text') ?? '');

/** What somebody sent came in part, or is no form of ours: nothing was done with it. */
export function unreadableFormPage(event: APIGatewayProxyEventV2, company: Company): Page {
  const locale = languageAskedFor(event, company);
  return { locale, company: company.name, ...pageWords(locale).unreadableForm, status: 400 };
}

/** Too much is asked for at once; what is asked for again in a moment may well be shown. */
export function tooBusyPage(event: APIGatewayProxyEventV2, company: Company): Page {
  const locale = languageAskedFor(event, company);
  return { locale, company: company.name, ...pageWords(locale).busy, ...again(event, locale), status: BUSY_STATUS };
}

export function troublePage(event: APIGatewayProxyEventV2, company: Company): Page {
  const locale = languageAskedFor(event, company);
  return { locale, company: company.name, ...pageWords(locale).trouble, ...again(event, locale), status: 500 };
}

/** What was sent is no page that could be opened once more. */
function again({ requestContext }: APIGatewayProxyEventV2, locale: Locale): Pick<Page, 'body'> {
  if (requestContext.http.method === 'POST') return {};
  return { body: html`<p><a class="go" href="">${pageWords(locale).openAgain}</a></p>` };
}

/** The browser's first word that we have pages in. */
export function languageAskedFor({ headers }: APIGatewayProxyEventV2, company: Company): Locale {
  const asked = (headers?.['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return asked.find(isLanguage) ?? company.language;
}
