import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Csm } from '../../domain/account/account.ts';
import { auditOfSignIn } from '../../domain/audit/sign-in.ts';
import { hasLeft, presentOn } from '../../domain/company/team.ts';
import { signInMail } from '../../domain/mail/sign-in-mail.ts';
import { membersAt, plainAddress } from '../../domain/sign-in/identity-provider.ts';
import { sessionOf } from '../../domain/sign-in/session.ts';
import { NO_ASKS, ownPage, withoutAsk } from '../../domain/sign-in/sign-in-asks.ts';
import { respond } from '../pages/page.ts';
import { readForm } from '../pages/read-form.ts';
import { languageAskedFor, tokenOf, unreadableFormPage } from '../pages/web-request.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import { goTo } from '../team-pages/redirect.ts';
import { NONCE_BYTES } from '../team-pages/sealed-cookie.ts';
import { sessionCookie } from '../team-pages/session-cookie.ts';
import { askedPage, badAddressPage, signInBase, uselessLinkPage } from '../team-pages/sign-in-pages.ts';
import { giveSignInLink, type SignInGiving } from '../work/give-sign-in-link.ts';
import type { TeamActTools } from './tools.ts';

type Response = APIGatewayProxyStructuredResultV2;

/** Only to tell a slip of the keyboard: the team's own addresses were checked when they came in. */
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
export const SESSION_ID_BYTES = 16;
/** Somebody who shares a mailbox is one of few; a list of the whole company is no mailbox. */
const MOST_PEOPLE_OF_AN_ADDRESS = 5;

/**
 * Sends the link to whoever of the team has the address. Neither the answer says whether anybody has nor how long it takes:
 * the store is asked for the same where nobody has, and where they have asked too often.
 */
export async function askToSignIn(event: APIGatewayProxyEventV2, tools: TeamActTools): Promise<Response> {
  const { company, records, clock, now } = tools;
  const base = signInBase(languageAskedFor(event, company), company);
  const form = await readForm(event);
  if (form === null) return respond(unreadableFormPage(event, company));
  const typed = {
    address: form.get('address') ?? '',
    page: ownPage(form.get('page')),
    provider: tools.provider?.settings.name,
  };
  if (!ADDRESS.test(plainAddress(typed.address))) return respond(badAddressPage(base, typed));
  const members = presentOn(await records.members(), clock.dayOf(now()));
  const meant = membersAt(members, typed.address).slice(0, MOST_PEOPLE_OF_AN_ADDRESS);
  const playbookVersion = await tools.playbooks.currentVersion();
  if (playbookVersion === undefined) throw new Error('no playbook runs: mails need one');
  const { signIns } = tools;
  const keep: SignInGiving['signIns']['keep'] = async (id, _before, after, { mail } = {}) => {
    if (mail !== undefined) await signIns.keepNothing(id, after, mail);
    return true;
  };
  const give = (person: Csm, how: SignInGiving['signIns']) =>
    giveSignInLink({ ...tools, signIns: how }, person, {
      by: 'mail',
      ...(typed.page !== undefined && { page: typed.page }),
      mailOf: ({ id, askedAt }) =>
        signInMail(person, id, { company, playbookVersion, now: new Date(askedAt).toISOString() }),
    });
  if (meant.length === 0) await give(nobodyAt(typed.address), { asks: (id) => signIns.asks(id), keep });
  await Promise.all(
    meant.map(async (member) => {
      const isGiven = (await give(member, signIns)) !== null;
      if (!isGiven) await give(member, { asks: async () => undefined, keep });
    }),
  );
  return respond(askedPage(base));
}

/** Stands in for whoever does not have the address; always the same one, under a key that belongs to nobody. */
function nobodyAt(address: string): Csm {
  const id = createHash('sha256').update(plainAddress(address)).digest('base64url');
  return { id, name: id, email: `${id}@invalid`, role: 'viewer' };
}

/** Signs in whoever presses the button behind a link, once. */
export async function signIn(event: APIGatewayProxyEventV2, tools: TeamActTools): Promise<Response> {
  const { company, links, records, clock, signIns, sessionKeys, random, now } = tools;
  const base = signInBase(languageAskedFor(event, company), company);
  const opened = await links.openSignIn(tokenOf(event));
  if ('unusable' in opened) return respond(uselessLinkPage(base, 'expired'));
  const { person, ask: id } = opened.link;
  const member = await records.member(person);
  if (member === undefined || hasLeft(member, clock.dayOf(now()))) return respond(uselessLinkPage(base, 'expired'));
  return untilNotOvertaken(async (): Promise<Response> => {
    const before = (await signIns.asks(person)) ?? NO_ASKS;
    const used = withoutAsk(before, id, now());
    if ('refused' in used) return respond(uselessLinkPage(base, used.refused));
    const at = now();
    const session = sessionOf(member, random(SESSION_ID_BYTES).toString('base64url'), at);
    const audit = auditOfSignIn('signed-in', session, at, { by: used.ask.by, role: member.role });
    if (!(await signIns.begin(session, before, used.asks, audit))) throw new OvertakenError('the link was being used');
    const sealing = { keys: await sessionKeys.read(), nonce: random(NONCE_BYTES) };
    return goTo(used.ask.page ?? '/', [sessionCookie(session, event, sealing)]);
  });
}
