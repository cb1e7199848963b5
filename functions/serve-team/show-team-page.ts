import { randomBytes } from 'node:crypto';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { PROVIDER_PATH, PROVIDER_RETURN_PATH, SCRIPT_PATH } from '../../domain/links/team-pages.ts';
import { seenNow } from '../../domain/sign-in/session.ts';
import { ownPage } from '../../domain/sign-in/sign-in-asks.ts';
import { actFormOn } from '../team-pages/act-form.ts';
import { notFoundPage } from '../team-pages/notices.ts';
import { readerOf } from '../team-pages/reader.ts';
import { goTo } from '../team-pages/redirect.ts';
import { respondWithScript } from '../team-pages/script.ts';
import { NONCE_BYTES } from '../team-pages/sealed-cookie.ts';
import { sessionCookie } from '../team-pages/session-cookie.ts';
import { respondWith, respondWithFile } from '../team-pages/team-page.ts';
import type { Showing, ShowTeamPage } from './page-request.ts';

type Response = APIGatewayProxyStructuredResultV2;

/** Whoever is signed in already has no use for it. */
const signIn = () => import('./sign-in.ts');
const kpis = async () => (await import('./kpis.ts')).showKpis;

/** The pages for whoever is signed in, by their addresses; each is loaded when it is first asked for. */
const pages: Record<string, () => Promise<ShowTeamPage>> = {
  '/': async () => (await import('./today.ts')).showToday,
  '/accounts': async () => (await import('./accounts.ts')).showAccounts,
  '/mails': async () => (await import('./mails.ts')).showMails,
  '/mails/{proxy+}': async () => (await import('./mail.ts')).showMail,
  '/meeting': async () => (await import('./meeting.ts')).showMeeting,
  '/activities': async () => (await import('./activities.ts')).showActivities,
  '/signals': async () => (await import('./signals.ts')).showSignals,
  '/signals/{proxy+}': async () => (await import('./signal.ts')).showSignal,
  '/plays': async () => (await import('./plays.ts')).showPlays,
  '/kpis': kpis,
  '/kpis/{proxy+}': kpis,
  '/map': async () => (await import('./map.ts')).showMap,
  '/map/{proxy+}': async () => (await import('./map.ts')).showPartOfMap,
  '/proposals': async () => (await import('./proposals.ts')).showProposals,
  '/proposals/{proxy+}': async () => (await import('./proposals.ts')).showProposal,
  '/tasks': async () => (await import('./tasks.ts')).showTasks,
  '/accounts/{proxy+}': async () => (await import('./account.ts')).showAccount,
  '/set-up': async () => (await import('./set-up.ts')).showSetUp,
  '/set-up/{proxy+}': async () => (await import('./set-up.ts')).showPartOfSetUp,
  '/tasks/{proxy+}': async () => (await import('./task.ts')).showTask,
};

export const pagePaths = Object.keys(pages);

/** Shows the team's pages. It reads; all that is done on them is sent to another function. */
export function showTeamPage(showing: Showing) {
  const { company, sessionKeys, provider, now } = showing;

  return httpRouter([
    ...onPath(SCRIPT_PATH, async () => respondWithScript()),
    ...onPath('/sign-in', async (event) => (await signIn()).showWaysIn(event, showing)),
    ...(provider
      ? onPath(PROVIDER_PATH, async (event) => (await signIn()).goToProvider(event, provider, showing))
      : []),
    ...(provider
      ? onPath(PROVIDER_RETURN_PATH, async (event) => (await signIn()).showReturn(event, provider, showing))
      : []),
    ...onPath('/sign-in/{proxy+}', async (event) => (await signIn()).showLink(event, showing)),
    ...Object.entries(pages).flatMap(([path, load]) => onPath(path, (event) => forReader(event, load))),
    // Else anybody could raise an alarm by making up an address.
    ...onPath('/{proxy+}', (event) => forReader(event, async () => showNothing)),
  ]);

  async function forReader(event: APIGatewayProxyEventV2, load: () => Promise<ShowTeamPage>): Promise<Response> {
    const [reader, show, keys] = await Promise.all([readerOf(event, showing), load(), sessionKeys.read()]);
    if (reader === null) return toSignIn(event);
    const query = new URLSearchParams(event.rawQueryString);
    const form = actFormOn(addressOf(event), { reader, formKey: keys.current });
    const coming = show({ reader, id: event.pathParameters?.proxy ?? '', query, form }, showing);
    const seen = seenNow(reader.session, now());
    const isNoted = seen === reader.session;
    const cookies = isNoted ? [] : [sessionCookie(seen, event, { keys, nonce: randomBytes(NONCE_BYTES) })];
    const page = await coming;
    if ('text' in page) return respondWithFile(page, cookies);
    return respondWith(page, { reader, company: company.name, form }, cookies);
  }
}

const showNothing: ShowTeamPage = async ({ reader }) => notFoundPage(reader);

/** Who only asks for the headers is answered as by the page. */
const onPath = (path: string, handler: (event: APIGatewayProxyEventV2) => Promise<Response>) => [
  { method: 'GET' as const, path, handler },
  {
    method: 'HEAD' as const,
    path,
    handler: async (event: APIGatewayProxyEventV2) => ({ ...(await handler(event)), body: '' }),
  },
];

const addressOf = ({ rawPath, rawQueryString }: APIGatewayProxyEventV2) =>
  encodeURI(rawPath) + (rawQueryString === '' ? '' : `?${rawQueryString}`);

/** And back to where they wanted to go. */
function toSignIn(event: APIGatewayProxyEventV2): Response {
  const page = ownPage(addressOf(event));
  return goTo(page === undefined ? '/sign-in' : `/sign-in?${new URLSearchParams({ page })}`);
}
