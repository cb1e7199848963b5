import type { Actor } from '../audit/audit.ts';
import type { Door } from '../audit/door.ts';

/** Who reported facts: their provenance. */
export interface Reporter {
  by: Extract<Door, 'import' | 'api' | 'call' | 'page'>;
  who: Actor;
  /** Of an import: what is reported in one go, though it comes in parts. */
  run?: string;
  /** Of a call: the source whose key it came by. */
  source?: string;
}

/** What decides who is written to in the customer's company. */
const DECIDES_WHO_IS_WRITTEN_TO: ReadonlySet<string> = new Set(['name', 'email', 'role', 'keyPerson']);

/** By fact: the source whose calls reported it. Absent for what an import or the API reported. */
export type ReportedBy = Readonly<Record<string, string>>;

/** Of which facts of a record the reporter is kept. */
export const isReporterKept = (kind: string, fact: string) =>
  kind === 'contacts' && DECIDES_WHO_IS_WRITTEN_TO.has(fact);

/**
 * What the company's server lets a page report by signing who its user is. A signed-in user can still change what their
 * browser sends, so none of these facts decides who is written to, when, or about how much money.
 */
const ALLOWED_TO_SIGNED_IDENTITY = {
  contacts: new Set(['language', 'invitedAt']),
  accounts: new Set([
    'name',
    'plan',
    'licenses',
    'recordLimit',
    'country',
    'language',
    'timeZone',
    'segment',
    'goalName',
    'goalMeasure',
    'goalStart',
    'goalTarget',
    'goalDate',
    'goalSince',
  ]),
} as const;

export const maySignedIdentityReport = (kind: 'accounts' | 'contacts', fact: string) =>
  ALLOWED_TO_SIGNED_IDENTITY[kind].has(fact as never);
