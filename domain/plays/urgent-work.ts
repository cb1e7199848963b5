import { entryNamed, nameNow } from '../playbook/names.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { isComplaint } from '../signals/conditions.ts';
import type { Task } from '../tasks/task.ts';
import { isTaskStep } from './play-steps.ts';
import { stepsOfAllWays } from './trials.ts';

type Rules = Pick<Playbook, 'signals' | 'plays' | 'tasks'>;

/** What is asked of one person for one episode. */
interface Work {
  signal: string;
  tasks: (Pick<Task, 'template'> & Partial<Pick<Task, 'priority'>>)[];
}

/** Work that waits for no digest: of high priority, or because a customer said something. */
export function isUrgentWork(work: Work, rules: Rules): boolean {
  const priorityOf = ({ template, priority }: Work['tasks'][number]) =>
    priority ?? entryNamed(rules.tasks, template)?.priority;
  return work.tasks.some((task) => priorityOf(task) === 'high') || isCustomersWord(work, rules);
}

/** A customer answered a question of ours or complained; somebody waits for what we say to that. */
export function isCustomersWord({ signal: name, tasks }: Work, rules: Rules): boolean {
  const signal = entryNamed(rules.signals, name);
  if (signal === undefined) return false;
  if (isComplaint(signal.when)) return true;
  const answering = stepsOfAllWays(rules.plays[signal.play ?? '']).flatMap((step) =>
    isTaskStep(step) && step.when !== undefined && 'answer' in step.when ? step.task : [],
  );
  return tasks.some(({ template }) => answering.includes(nameNow(rules.tasks, template)));
}
