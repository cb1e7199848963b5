import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { LastAct } from '../../domain/sign-in/last-act.ts';
import { ownPage } from '../../domain/sign-in/sign-in-asks.ts';
import type { ActForm } from '../team-pages/act-form.ts';
import type { Reader } from '../team-pages/reader.ts';
import { goTo } from '../team-pages/redirect.ts';
import type { TeamPage } from '../team-pages/team-page.ts';
import type { TeamActTools } from './tools.ts';

/** What somebody who is signed in, and may do so, asks to be done. */
export interface ActRequest {
  event: APIGatewayProxyEventV2;
  reader: Reader;
  /** What was filled in; `back` is the page that it was sent from. */
  form: URLSearchParams;
  /** Makes forms for a page that says why it could not be done as it was filled in. */
  formOf: ActForm;
}

export type ActAnswer = APIGatewayProxyStructuredResultV2 | TeamPage;

/** Does something, and leads on; or says on a page why not. What it does it does once, however often it is tried. */
export type TakeTeamAct = (request: ActRequest, tools: TeamActTools) => Promise<ActAnswer>;

/** Leads back to the page from which something was done; there it is told, and may be taken back for a minute. */
export async function backWithNotice(
  { reader, form }: Pick<ActRequest, 'reader' | 'form'>,
  { signIns, now }: Pick<TeamActTools, 'signIns' | 'now'>,
  done: Omit<LastAct, 'at'>,
): Promise<APIGatewayProxyStructuredResultV2> {
  await signIns.remember({ session: reader.session, act: { at: now(), ...done } });
  return goTo(backOf(form));
}

/** The page that a form was sent from. */
export const backOf = (form: URLSearchParams) => ownPage(form.get('back')) ?? '/';
