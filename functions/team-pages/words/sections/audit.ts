import type { Actor, AuditedAct } from '../../../../domain/audit/audit.ts';
import type { Door } from '../../../../domain/audit/door.ts';

/** What stands in a list of who changed what. */
export interface AuditWords {
  acts: Record<AuditedAct, string>;
  /** By what way. */
  doors: Record<Door, string>;
  /** Who it was, where nobody is known by name. */
  nobody: Record<Actor['is'], string>;
  program(source: string): string;
}
