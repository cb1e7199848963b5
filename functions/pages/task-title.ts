import type { Locale } from '../../domain/locale/locale.ts';
import { textIn } from '../../domain/locale/text.ts';
import { entryNamed } from '../../domain/playbook/names.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Task } from '../../domain/tasks/task.ts';

/** By the playbook of today, or as it was given. */
export function titleOf({ template, title }: Task, playbook: Playbook | undefined, locale: Locale) {
  return (playbook && textIn(entryNamed(playbook.tasks, template)?.title, locale)) ?? title;
}
