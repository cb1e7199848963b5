import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Html } from '../../pages/html.ts';
import { actorText, whatCell } from '../parts/change-text.ts';
import type { Column } from '../parts/data-table.ts';
import { auditWords } from '../words/audit-words.ts';
import { type Drawing, listOf, memberIn, sectionOf } from './section.ts';
import { accountWords } from './words/words.ts';

/** Who changed what about the account, by whatever door. */
export const historySection = (drawing: Drawing): Html => sectionOf(drawing, 'history', listOfChanges(drawing));

export function listOfChanges(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const words = auditWords(locale);
  const naming = {
    locale,
    memberName: (id: string) => memberIn(drawing, id),
    contactName: (id: string) => facts.people.rows.find((person) => person.id === id)?.contact?.name,
  };
  const columns: Column<AuditEntry>[] = [
    { heading: words.columns.when, isShort: true, cell: ({ at }) => styleOf(locale).moment(at, facts.timeZone) },
    { heading: words.columns.what, cell: (entry) => whatCell(entry, naming) },
    { heading: words.columns.who, cell: (entry) => actorText(entry, naming) },
    { heading: words.columns.how, isShort: true, cell: ({ door }) => words.doors[door] },
  ];
  return listOf(drawing, 'changes', { shown: facts.changes, columns, none: accountWords(locale).history.none });
}
