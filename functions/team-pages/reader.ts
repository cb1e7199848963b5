import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Csm } from '../../domain/account/account.ts';
import type { Company } from '../../domain/company/company.ts';
import { localeFor } from '../../domain/company/team.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { isTold, type LastAct } from '../../domain/sign-in/last-act.ts';
import { may, type Right } from '../../domain/sign-in/rights.ts';
import { goesOn, isOver, type Session } from '../../domain/sign-in/session.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { LinkKeys } from '../links/link-keys.ts';
import type { Item } from '../store/item.ts';
import type { KnownRows } from '../store/known-rows.ts';
import type { DynamoSessions } from '../store/sign-in/sessions.ts';
import { sessionIn } from './session-cookie.ts';

/** Somebody of the team who is signed in. */
export interface Reader {
  member: Csm;
  session: Session;
  locale: Locale;
  may(right: Right): boolean;
  /** What they did last. */
  lastAct?: LastAct;
  /** Whether it was a moment ago, so that pages tell of it. */
  isLastActTold?: boolean;
  /** Rows that were asked for together with them. */
  rows?: KnownRows;
}

export interface Recognising {
  sessionKeys: Pick<LinkKeys, 'read'>;
  sessions: Pick<DynamoSessions, 'read'>;
  company: Company;
  clock: LocalClock;
  now: () => number;
}

/**
 * Who sends the request, as they are now; `null` for everybody who is not signed in.
 *
 * @param alsoAsked keys of rows that come in the same answer of the store
 */
export async function readerOf(
  event: APIGatewayProxyEventV2,
  recognising: Recognising,
  alsoAsked: readonly Item[] = [],
): Promise<Reader | null> {
  const { sessionKeys, sessions, company, clock, now } = recognising;
  const session = sessionIn(event, await sessionKeys.read());
  if (session === null || isOver(session, now())) return null;
  const { member, isOpen, lastAct, rows } = await sessions.read(session, alsoAsked);
  if (!isOpen || !goesOn(session, member, clock.dayOf(now()))) return null;
  return {
    member,
    session,
    locale: localeFor(company, member),
    may: (right) => may(member.role, right),
    ...(lastAct && { lastAct }),
    isLastActTold: isTold(lastAct, now()),
    ...(rows && { rows }),
  };
}
