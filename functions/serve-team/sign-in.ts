import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { hasLeft } from '../../domain/company/team.ts';
import { ownPage } from '../../domain/sign-in/sign-in-asks.ts';
import type { OpenProvider } from '../oidc/open-provider.ts';
import { respond } from '../pages/page.ts';
import { languageAskedFor, tokenOf } from '../pages/web-request.ts';
import { errorFields, log } from '../runtime/log.ts';
import { pendingCookie } from '../team-pages/pending-cookie.ts';
import { goTo } from '../team-pages/redirect.ts';
import { NONCE_BYTES } from '../team-pages/sealed-cookie.ts';
import {
  askPage,
  confirmPage,
  goOnPage,
  notByProviderPage,
  signInBase,
  uselessLinkPage,
} from '../team-pages/sign-in-pages.ts';
import { signInPageWords } from '../team-pages/words/words.ts';
import type { Showing } from './page-request.ts';

type Response = APIGatewayProxyStructuredResultV2;

const baseOf = (event: APIGatewayProxyEventV2, { company }: Pick<Showing, 'company'>) =>
  signInBase(languageAskedFor(event, company), company);

export async function showWaysIn(event: APIGatewayProxyEventV2, showing: Showing): Promise<Response> {
  const page = ownPage(event.queryStringParameters?.page);
  return respond(askPage(baseOf(event, showing), { page, provider: showing.provider?.settings.name }));
}

/** Whom a link of a mail is for; opening it signs nobody in. */
export async function showLink(event: APIGatewayProxyEventV2, showing: Showing): Promise<Response> {
  const { links, records, company, clock, now } = showing;
  const token = tokenOf(event);
  const opened = await links.openSignIn(token);
  const base = baseOf(event, showing);
  if ('unusable' in opened) return respond(uselessLinkPage(base, 'expired'));
  const member = await records.member(opened.link.person);
  if (member === undefined || hasLeft(member, clock.dayOf(now()))) return respond(uselessLinkPage(base, 'expired'));
  return respond(confirmPage(signInBase(member.language ?? base.locale, company), { name: member.name, token }));
}

/** On to the company's identity provider; what proves the answer to be one to this browser, the browser keeps. */
export async function goToProvider(
  event: APIGatewayProxyEventV2,
  { settings, client }: OpenProvider,
  showing: Showing,
): Promise<Response> {
  const { sessionKeys, now } = showing;
  const page = ownPage(event.queryStringParameters?.page);
  try {
    const [keys, { address, ...begun }] = await Promise.all([sessionKeys.read(), client().then((it) => it.begin())]);
    const pending = { ...begun, begunAt: now(), ...(page !== undefined && { page }) };
    return goTo(address, [pendingCookie(pending, event, { keys, nonce: randomBytes(NONCE_BYTES) })]);
  } catch (error) {
    log('error', 'the identity provider does not answer', errorFields(error));
    const base = baseOf(event, showing);
    const why = signInPageWords(base.locale).byProvider.down(settings.name);
    return respond(notByProviderPage(base, { page, provider: settings.name }, { why, status: 503 }));
  }
}

/** Back from there. */
export async function showReturn(
  event: APIGatewayProxyEventV2,
  { settings }: OpenProvider,
  showing: Showing,
): Promise<Response> {
  const base = baseOf(event, showing);
  const provider = settings.name;
  if (event.queryStringParameters?.code !== undefined) {
    return respond(goOnPage(base, { answer: event.rawQueryString, provider }));
  }
  const why = signInPageWords(base.locale).byProvider.stopped(provider);
  return respond(notByProviderPage(base, { provider }, { why, status: 400 }));
}
