import type { Actor, AuditEntry } from './audit.ts';
import type { Door } from './door.ts';

/** Before every change was on record, that users were moved was; who did it was one text. */
interface UserMove {
  at: string;
  who: string;
  what: 'user-moved';
  about: { user: string };
  before: string | null;
  after: string | null;
}

const SAID: [RegExp, Door, Actor['is']][] = [
  [/^(?:an )?import(?: by (.+))?$/s, 'import', 'operator'],
  [/^(?:a )?command(?: by (.+))?$/s, 'command', 'operator'],
  [/^(?:a )?call of (.+)$/s, 'call', 'program'],
  [/^the HTTP API, key of (.+)$/s, 'api', 'program'],
];

/** The move as an entry of today. */
export function auditEntryOfMove({ who: said, ...move }: UserMove): AuditEntry {
  for (const [form, door, is] of SAID) {
    const match = form.exec(said);
    if (match) return { ...move, who: { is, id: match[1] ?? null }, door };
  }
  return { ...move, who: { is: 'operator', id: said }, door: 'command' };
}
