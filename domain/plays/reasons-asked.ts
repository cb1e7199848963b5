import { entryNamed } from '../playbook/names.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Task } from '../tasks/task.ts';

/** Of a task that asks why the customer leaves, what there is to choose from; with `STAYS` for who does not leave after all. */
export function reasonsAsked(
  { template }: Pick<Task, 'template'>,
  playbook: Pick<Playbook, 'tasks' | 'reasons'>,
): Playbook['reasons']['churn'] | undefined {
  return entryNamed(playbook.tasks, template)?.asks && playbook.reasons.churn;
}

/** No name of the playbook has a colon. */
export const STAYS = ':stays';
