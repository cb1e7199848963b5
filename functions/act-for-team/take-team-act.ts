import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ACTS_PATH, PROVIDER_PATH } from '../../domain/links/team-pages.ts';
import type { Right } from '../../domain/sign-in/rights.ts';
import { respond } from '../pages/page.ts';
import { readForm } from '../pages/read-form.ts';
import { languageAskedFor, unreadableFormPage } from '../pages/web-request.ts';
import { noRightPage, staleFormPage } from '../team-pages/notices.ts';
import { type Reader, readerOf } from '../team-pages/reader.ts';
import { goTo } from '../team-pages/redirect.ts';
import { NONCE_BYTES } from '../team-pages/sealed-cookie.ts';
import { isFormTokenOf, sessionCookie } from '../team-pages/session-cookie.ts';
import { signedOutPage, signInBase } from '../team-pages/sign-in-pages.ts';
import { respondWith, type TeamPage } from '../team-pages/team-page.ts';
import { askToSignIn, signIn } from './sign-in.ts';
import { signInByProvider } from './sign-in-by-provider.ts';
import type { TeamActTools } from './tools.ts';

type Response = APIGatewayProxyStructuredResultV2;

interface ActRequest {
  event: APIGatewayProxyEventV2;
  reader: Reader;
  form: URLSearchParams;
}

interface TeamAct {
  needs: Right;
  take(request: ActRequest, tools: TeamActTools): Promise<Response>;
}

/** What can be done by whoever is signed in, by what follows `/act/`. */
const acts: Record<string, TeamAct> = {
  'sign-out': { needs: 'read', take: signOut },
};

/** Does what a form of the team's pages asks for: of somebody signed in, who may do it, from a page of ours. */
export function takeTeamAct(tools: TeamActTools) {
  const { company, sessionKeys, provider } = tools;
  const post = (path: string, handler: (event: APIGatewayProxyEventV2) => Promise<Response>) => {
    return { method: 'POST' as const, path: `${ACTS_PATH}/${path}`, handler };
  };

  return httpRouter([
    post('sign-in', (event) => askToSignIn(event, tools)),
    ...(provider ? [post(PROVIDER_PATH.slice(1), (event) => signInByProvider(event, provider, tools))] : []),
    post('sign-in/{proxy+}', (event) => signIn(event, tools)),
    ...Object.entries(acts).map(([path, act]) => post(path, (event) => forReader(event, act))),
  ]);

  async function forReader(event: APIGatewayProxyEventV2, { needs, take }: TeamAct): Promise<Response> {
    const reader = await readerOf(event, tools);
    if (reader === null) return goTo('/sign-in');
    const keys = await sessionKeys.read();
    const say = (page: TeamPage) => respondWith(page, { reader, company: company.name, formKey: keys.current });
    const form = await readForm(event);
    if (form === null) return respond(unreadableFormPage(event, company));
    if (!isFormTokenOf(reader.session, form.get('form'), keys)) return say(staleFormPage(reader));
    if (!reader.may(needs)) return say(noRightPage(reader));
    return take({ event, reader, form }, tools);
  }
}

async function signOut({ event, reader }: ActRequest, tools: TeamActTools): Promise<Response> {
  const { signIns, sessionKeys, company, random, now } = tools;
  await signIns.end(reader.session, now());
  const sealing = { keys: await sessionKeys.read(), nonce: random(NONCE_BYTES) };
  const page = signedOutPage(signInBase(languageAskedFor(event, company), company));
  return { ...respond(page), cookies: [sessionCookie(null, event, sealing)] };
}
