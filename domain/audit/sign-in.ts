import type { Session } from '../sign-in/session.ts';
import { type AuditEntry, memberOf } from './audit.ts';

/** That somebody signed in to the team's pages, and by what; or out. */
export const auditOfSignIn = (
  what: 'signed-in' | 'signed-out',
  { person }: Pick<Session, 'person'>,
  nowInMs: number,
  after: AuditEntry['after'] = null,
): AuditEntry => ({
  ...{ at: new Date(nowInMs).toISOString(), who: memberOf(person), door: 'page', what },
  ...{ about: { member: person }, before: null, after },
});
