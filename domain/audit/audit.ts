import type { AuditedFact } from './audited-facts.ts';
import type { Door } from './door.ts';

/** Who changes something. */
export interface Actor {
  is: 'member' | 'contact' | 'operator' | 'program';
  /**
   * Of a colleague or a customer's contact their id, of an operator the name they are signed in under on their machine, of a
   * program the source whose key it shows. `null`: they gave none.
   */
  id: string | null;
  /** Of a program, where it showed a key: the last letters of it. */
  key?: string;
}

/** Everything that somebody may do which changes what is stored or causes a message. A name means one thing. */
export const auditedActs = [
  // Tasks
  'task-done',
  'task-snoozed',
  'task-handed-over',
  'task-taken-back',
  'task-reminded',
  'signal-judged',
  // Mails to customers, and to the team by hand
  'mail-approved',
  'mail-not-approved',
  'approval-asked-again',
  'draft-sent',
  'mail-released',
  'mail-dropped',
  'mail-put-back',
  'mail-decision-taken-back',
  'digests-sent',
  'health-list-sent',
  'chat-tested',
  // What customers say
  'mails-chosen',
  'renewal-answered',
  'survey-answered',
  'mail-rated',
  'activity-answered',
  'cs-survey-answered',
  'page-commented',
  // Pages of customers
  'page-link-given',
  'page-link-revoked',
  'goal-proposed',
  'goal-agreed',
  // Addresses
  'address-lost',
  'address-unsuppressed',
  'sender-resumed',
  // Accounts and people
  'next-action-noted',
  'stage-set',
  'stage-taken-back',
  'activity-logged',
  'activity-taken-back',
  'reason-given',
  'account-added',
  'account-changed',
  'contact-added',
  'contact-changed',
  'member-added',
  'member-changed',
  'user-moved',
  'ledger-told',
  // What the team changes about its own work
  'improvement-agreed',
  'improvement-finished',
  'improvement-dropped',
  'improvement-looked-at',
  'improvement-taken-back',
  'activity-rated',
  'change-proposed',
  'proposal-tried',
  'proposal-published',
  'proposal-declined',
  'proposal-taken-back',
  // The installation
  'playbook-pushed',
  'playbook-rolled-back',
  'stories-kept',
  'crm-mapping-taken',
  'crm-push-asked',
  'source-added',
  'source-rotated',
  'source-enabled',
  'source-disabled',
  'source-tested',
  'key-issued',
  'key-revoked',
  'key-rights-changed',
  'quarantine-retried',
  'quarantine-dropped',
  'account-rewound',
  'scoring-started',
  'events-loaded',
  'usage-rebuilt',
  'rows-migrated',
  'rows-put-back',
  'person-exported',
  'person-erased',
  'person-readmitted',
  'account-exported',
  'account-erased',
  'account-readmitted',
  // Signing in
  'sign-in-link-given',
  'signed-in',
  'signed-out',
  'personal-key-made',
  'personal-key-ended',
] as const;
export type AuditedAct = (typeof auditedActs)[number];

/** What something was done to, by ids alone. */
export interface AuditSubject {
  account?: string;
  contact?: string;
  task?: string;
  mail?: string;
  /** Whose events are attributed: known of calls, and perhaps no contact. */
  user?: string;
  member?: string;
  source?: string;
  /** The last letters of a key. */
  key?: string;
  playbook?: string;
  sender?: string;
  /** So much of an address as tells it from others: `maskedAddress`. */
  address?: string;
}

type AuditScalar = string | number | boolean | null;
/** How it was or is, as far as the act changes it: `null` where there was nothing to say. */
export type AuditValue = AuditScalar | { [Name in AuditedFact]?: AuditScalar };

/** One change by somebody. It is written with the change, and kept for good. */
export interface AuditEntry {
  /** ISO 8601 */
  at: string;
  who: Actor;
  door: Door;
  what: AuditedAct;
  about: AuditSubject;
  before: AuditValue;
  after: AuditValue;
}

/** Who does something, and by what way: what an audit entry says of the doing itself. */
export type Doing = Pick<AuditEntry, 'who' | 'door'>;

/** Whoever runs the operator's command, by the name they are signed in under on their machine. */
export const operatorNamed = (name: string | undefined): Actor => ({ is: 'operator', id: name ?? null });

/** One of the team. */
export const memberOf = (id: string | undefined): Actor => ({ is: 'member', id: id ?? null });

/** A customer's contact. */
export const contactOf = (id: string): Actor => ({ is: 'contact', id });

/** A program that shows a key of the source. */
export const programOf = (source: string, key?: string): Actor => ({
  is: 'program',
  id: source,
  ...(key !== undefined && { key }),
});

/** In words, as ledgers and the moves of users have it: `an import by aya`, `a call of app`. */
export function sayDoing({ door, who: { id, is } }: Doing): string {
  if (is === 'program') return door === 'api' ? `the HTTP API, key of ${id}` : `a ${door} of ${id}`;
  const by = id === null ? '' : ` by ${id}`;
  return door === 'import' ? `an import${by}` : `a ${door}${by}`;
}

/** What is changed of a record goes on record in so many characters a value: the change, not the whole of a long text. */
const MOST_CHARACTERS_OF_A_VALUE = 200;

/** A text as an audit entry holds it. */
export function shortened(text: string): string {
  const characters = [...text];
  if (characters.length <= MOST_CHARACTERS_OF_A_VALUE) return text;
  return `${characters.slice(0, MOST_CHARACTERS_OF_A_VALUE - 1).join('')}…`;
}

/** Tells an address from others without holding it: an entry outlives the person's data. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? masked(address) : `${masked(address.slice(0, at))}${address.slice(at)}`;
}

const masked = (text: string) => `${[...text][0] ?? ''}…`;
