/** Who tells facts. */
export interface Teller {
  by: 'import' | 'api' | 'call';
  /** As a record of what was changed names them: `import by aya`, `a call of app`. */
  who: string;
  /** Of an import: what is told in one go, though it comes in parts. */
  run?: string;
  /** Of a call: the source whose key it came by. */
  source?: string;
}

/** What decides who is written to in the customer's company. */
const DECIDES_WHO_IS_WRITTEN_TO: ReadonlySet<string> = new Set(['name', 'email', 'role', 'keyPerson']);

/** By fact: the source whose calls told it. Nothing stands of what an import or the API told. */
export type ToldBy = Readonly<Record<string, string>>;

/** Of which facts of a record it is kept who told them. */
export const isTellerKept = (kind: string, fact: string) => kind === 'contacts' && DECIDES_WHO_IS_WRITTEN_TO.has(fact);

/**
 * What the company's server lets a page tell by signing who its user is. Whoever is signed in can still change what their
 * browser says, so nothing of it decides who is written to, when, or about how much money.
 */
const TOLD_BY_SIGNED_IDENTITY = {
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

export const maySignedIdentityTell = (kind: 'accounts' | 'contacts', fact: string) =>
  TOLD_BY_SIGNED_IDENTITY[kind].has(fact as never);
