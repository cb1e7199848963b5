import { randomBytes } from 'node:crypto';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { seenNow } from '../../domain/sign-in/session.ts';
import { ownPage } from '../../domain/sign-in/sign-in-asks.ts';
import { respond } from '../pages/page.ts';
import { languageAskedFor, tokenOf } from '../pages/web-request.ts';
import { readerOf } from '../team-pages/reader.ts';
import { goTo } from '../team-pages/redirect.ts';
import { NONCE_BYTES, sessionCookie } from '../team-pages/session-cookie.ts';
import { askPage, confirmPage, signInBase, uselessLinkPage } from '../team-pages/sign-in-pages.ts';
import { respondWith, respondWithFile } from '../team-pages/team-page.ts';
import type { Showing, ShowTeamPage } from './page-request.ts';

type Response = APIGatewayProxyStructuredResultV2;

/** The pages for whoever is signed in, by their addresses; each is loaded when it is first asked for. */
const pages: Record<string, () => Promise<ShowTeamPage>> = {
  '/': async () => (await import('./today.ts')).showToday,
  '/tasks/{proxy+}': async () => (await import('./task.ts')).showTask,
};

/** Shows the team's pages. It reads; all that is done on them is sent to another function. */
export function showTeamPage(showing: Showing) {
  const { company, links, records, sessionKeys, now } = showing;

  return httpRouter([
    ...onPath('/sign-in', async (event) => respond(ask(event))),
    ...onPath('/sign-in/{proxy+}', confirm),
    ...Object.entries(pages).flatMap(([path, load]) => onPath(path, (event) => forReader(event, load))),
  ]);

  function ask(event: APIGatewayProxyEventV2) {
    const page = ownPage(event.queryStringParameters?.page);
    return askPage(signInBase(languageAskedFor(event, company), company), { page });
  }

  async function confirm(event: APIGatewayProxyEventV2): Promise<Response> {
    const token = tokenOf(event);
    const opened = await links.openSignIn(token);
    const base = signInBase(languageAskedFor(event, company), company);
    if ('unusable' in opened) return respond(uselessLinkPage(base, 'expired'));
    const member = await records.member(opened.link.person);
    if (member === undefined) return respond(uselessLinkPage(base, 'expired'));
    return respond(confirmPage(signInBase(member.language ?? base.locale, company), { name: member.name, token }));
  }

  async function forReader(event: APIGatewayProxyEventV2, load: () => Promise<ShowTeamPage>): Promise<Response> {
    const [reader, show, keys] = await Promise.all([readerOf(event, showing), load(), sessionKeys.read()]);
    if (reader === null) return toSignIn(event);
    const query = new URLSearchParams(event.rawQueryString);
    const page = await show({ reader, id: event.pathParameters?.proxy ?? '', query }, showing);
    const seen = seenNow(reader.session, now());
    const isNoted = seen === reader.session;
    const cookies = isNoted ? [] : [sessionCookie(seen, event, { keys, nonce: randomBytes(NONCE_BYTES) })];
    if ('text' in page) return respondWithFile(page, cookies);
    return respondWith(page, { reader, company: company.name, formKey: keys.current }, cookies);
  }
}

/** Who only asks for the headers is answered as by the page. */
const onPath = (path: string, handler: (event: APIGatewayProxyEventV2) => Promise<Response>) => [
  { method: 'GET' as const, path, handler },
  {
    method: 'HEAD' as const,
    path,
    handler: async (event: APIGatewayProxyEventV2) => ({ ...(await handler(event)), body: '' }),
  },
];

/** And back to where they wanted to go. */
function toSignIn({ rawPath, rawQueryString }: APIGatewayProxyEventV2): Response {
  const page = ownPage(encodeURI(rawPath) + (rawQueryString === '' ? '' : `?${rawQueryString}`));
  return goTo(page === undefined ? '/sign-in' : `/sign-in?${new URLSearchParams({ page })}`);
}
