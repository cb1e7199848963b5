import type { Locale } from '../../domain/locale/locale.ts';
import type { TaskChange } from '../../domain/tasks/task.ts';
import type { Day } from '../../domain/time/day.ts';
import { wholeTaskWords } from './words/words.ts';

/** Who did what to a task, in a line. */
export function changeText(
  { act, by, contact, until, to, verdict }: TaskChange,
  locale: Locale,
  nameOf: (id: string | undefined) => string,
): string {
  const say = wholeTaskWords(locale);
  const who = contact === undefined ? nameOf(by) : say.customer;
  switch (act) {
    case 'done':
      return say.acts.done(who);
    case 'undone':
      return say.acts.undone(who);
    case 'snoozed':
      return say.acts.snoozed(who, until as Day);
    case 'handed-over':
      return say.acts['handed-over'](who, nameOf(to));
    case 'feedback':
      return say.acts.feedback(who, verdict ?? 'useful');
    case 'approval-expired':
      return say.acts['approval-expired']();
  }
}
