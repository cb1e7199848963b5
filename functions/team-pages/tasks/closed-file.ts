import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import type { Day } from '../../../domain/time/day.ts';
import { titleOf } from '../../pages/task-title.ts';
import { pageWords } from '../../pages/words/words.ts';
import { csvFileIfItFits } from '../csv.ts';
import type { TeamFile } from '../team-page.ts';
import { todayWords } from '../today/words/words.ts';
import { type ClosedTasksFacts, doneBy } from './closed-page.ts';
import { closedTasksWords, tasksWords } from './words/words.ts';

/** All that was found, for a spreadsheet; `null` where a file has no room for it. */
export function closedTasksFile(
  { shown, accounts, names, playbook }: ClosedTasksFacts,
  { locale, today }: { locale: Locale; today: Day },
): TeamFile | null {
  const { file, closedOn, how, word } = closedTasksWords(locale);
  const { table, priority } = tasksWords(locale);
  const { outcomes, feedback } = pageWords(locale).task;
  const headings = [
    ...[file.id, file.account, table.task, table.signal, table.person, table.priority, file.raisedOn, closedOn],
    ...[how, file.by, file.outcome, file.minutes, file.note, word, file.wordNote],
  ];
  const rows = shown.map((task) => {
    const { status, outcome, history, assignee } = task;
    const signal = playbook && entryNamed(playbook.signals, task.signal);
    const by = status === 'done' ? doneBy(task) : undefined;
    return [
      task.account,
      accounts.get(task.account)?.name,
      titleOf(task, playbook, locale),
      signal === undefined ? task.signal : textIn(signal.label, locale),
      assignee && (names.get(assignee) ?? assignee),
      priority[task.priority],
      task.raisedOn,
      task.closedOn,
      status === 'open' ? null : todayWords(locale).closed.how[status],
      by && (names.get(by) ?? by),
      outcome && outcomes[outcome],
      task.minutes,
      task.note,
      task.feedback && feedback[task.feedback],
      history?.findLast(({ act }) => act === 'feedback')?.note,
    ];
  });
  return csvFileIfItFits(`closed-tasks-${today}.csv`, headings, rows);
}
