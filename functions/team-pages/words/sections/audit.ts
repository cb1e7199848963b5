import type { Actor, AuditedAct } from '../../../../domain/audit/audit.ts';
import type { AuditedFact } from '../../../../domain/audit/audited-facts.ts';
import type { Door } from '../../../../domain/audit/door.ts';

/** What stands in a list of who changed what. */
export interface AuditWords {
  acts: Record<AuditedAct, string>;
  /** By what way. */
  doors: Record<Door, string>;
  /** Who it was, where nobody is known by name. */
  nobody: Record<Actor['is'], string>;
  program(source: string): string;
  columns: { when: string; what: string; about: string; who: string; how: string };
  facts: Record<AuditedFact, string>;
  change(before: string, after: string): string;
  several(items: string[]): string;
  ofFact(fact: string, value: string): string;
  /** Of tasks and mails. */
  statuses: Readonly<Record<string, string>>;
  yesOrNo: { yes: string; no: string };
}
