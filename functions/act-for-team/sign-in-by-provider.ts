import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { auditOfSignIn } from '../../domain/audit/sign-in.ts';
import { presentOn } from '../../domain/company/team.ts';
import { type ProviderPerson, recognise } from '../../domain/sign-in/identity-provider.ts';
import { isPending, type PendingSignIn } from '../../domain/sign-in/pending-sign-in.ts';
import { sessionOf } from '../../domain/sign-in/session.ts';
import type { OpenProvider } from '../oidc/open-provider.ts';
import { respond } from '../pages/page.ts';
import { readForm } from '../pages/read-form.ts';
import { languageAskedFor, unreadableFormPage } from '../pages/web-request.ts';
import { errorFields, log } from '../runtime/log.ts';
import { pendingCookie, pendingIn } from '../team-pages/pending-cookie.ts';
import { goTo } from '../team-pages/redirect.ts';
import { NONCE_BYTES } from '../team-pages/sealed-cookie.ts';
import { sessionCookie } from '../team-pages/session-cookie.ts';
import { notByProviderPage, signInBase } from '../team-pages/sign-in-pages.ts';
import { signInPageWords } from '../team-pages/words/words.ts';
import { SESSION_ID_BYTES } from './sign-in.ts';
import type { TeamActTools } from './tools.ts';

/** Signs in whom the company's identity provider vouches for. */
export async function signInByProvider(
  event: APIGatewayProxyEventV2,
  { settings, client }: OpenProvider,
  tools: TeamActTools,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { company, records, clock, signIns, sessionKeys, random, now } = tools;
  const base = signInBase(languageAskedFor(event, company), company);
  const say = signInPageWords(base.locale).byProvider;
  const keys = await sessionKeys.read();
  const sealing = () => ({ keys, nonce: random(NONCE_BYTES) });
  // Whatever comes of it, the next attempt begins anew.
  const forget = pendingCookie(null, event, sealing());
  const pending = pendingIn(event, keys);
  const refuse = (why: string, status: number) => {
    const page = notByProviderPage(base, { page: pending?.page, provider: settings.name }, { why, status });
    return { ...respond(page), cookies: [forget] };
  };

  const form = await readForm(event);
  if (form === null) return respond(unreadableFormPage(event, company));
  if (pending === null || !isPending(pending, now())) return refuse(say.useless(settings.name), 410);
  const redeemed = await redeem(form.get('answer') ?? '', pending, client);
  if (typeof redeemed === 'string') {
    return refuse(say[redeemed](settings.name), redeemed === 'down' ? 503 : 410);
  }
  const present = presentOn(await records.members(), clock.dayOf(now()));
  const known = recognise(present, redeemed, settings);
  if ('refused' in known) {
    const { name, address } = company.operator;
    return refuse(say[known.refused]({ address: redeemed.email ?? '', ask: `${name} (${address})` }), 403);
  }
  const at = now();
  const session = sessionOf(known.member, random(SESSION_ID_BYTES).toString('base64url'), at);
  const audit = auditOfSignIn('signed-in', session, at, { by: 'identity provider', role: known.member.role });
  await signIns.beginByProvider(session, audit);
  return goTo(pending.page ?? '/', [sessionCookie(session, event, sealing()), forget]);
}

/** Whom the provider vouches for; in one word why it is nobody. */
async function redeem(
  answer: string,
  pending: PendingSignIn,
  client: OpenProvider['client'],
): Promise<ProviderPerson | 'useless' | 'down'> {
  try {
    return await (await client()).redeem(answer, pending);
  } catch (error) {
    const isUseless = (error as { code?: unknown }).code === 'useless-answer';
    log(isUseless ? 'info' : 'error', 'nobody was signed in by the identity provider', errorFields(error));
    return isUseless ? 'useless' : 'down';
  }
}
