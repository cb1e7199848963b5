import type { BoardEntry } from '../../../domain/board/board-entry.ts';
import { type BoardContext, gradeOfEntry } from '../../../domain/board/board-search.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { Day } from '../../../domain/time/day.ts';
import { mailWords } from '../../mail/words/words.ts';
import { csvFileIfItFits } from '../csv.ts';
import type { TeamFile } from '../team-page.ts';
import { accountsWords } from './words/words.ts';

/** All that was found, for a spreadsheet; `null` where a file has no room for it. */
export function accountsFile(
  entries: readonly BoardEntry[],
  { health, csmOf, today }: BoardContext & { today: Day },
  locale: Locale,
): TeamFile | null {
  const { columns, file } = accountsWords(locale);
  const { data, stages } = mailWords(locale);
  const headings = [
    file.id,
    columns.name,
    columns.health,
    file.grade,
    columns.change,
    columns.mrr,
    file.currency,
    columns.renewal,
    columns.stage,
    file.segment,
    file.parent,
    columns.csm,
    columns.tasks,
  ];
  const rows = entries.map((entry) => {
    const grade = gradeOfEntry(entry, health);
    return [
      entry.account,
      entry.name,
      entry.score === null ? null : entry.score / 10,
      grade && data.grade[grade],
      entry.change === null ? null : entry.change / 10,
      entry.mrr,
      entry.currency,
      entry.renewal,
      entry.stage && stages[entry.stage],
      entry.segment,
      entry.parent,
      csmOf(entry)?.name,
      entry.openTasks,
    ];
  });
  return csvFileIfItFits(`accounts-${today}.csv`, headings, rows);
}
