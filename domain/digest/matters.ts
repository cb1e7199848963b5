import { groupedBy } from '../collections/grouped-by.ts';
import { entryNamed } from '../playbook/names.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { asksForRenewal, isRenewalWork } from '../plays/renewal-work.ts';
import { isUrgentWork } from '../plays/urgent-work.ts';
import type { OpenTask } from '../tasks/open-task.ts';
import { rankOf } from '../tasks/priority.ts';

export type Rules = Pick<Playbook, 'signals' | 'plays' | 'tasks' | 'stages'>;

/** What one deals with in one go: an episode at an account, or all that belongs to its renewal. */
export interface Matter {
  account: string;
  /** The most urgent first. */
  tasks: [OpenTask, ...OpenTask[]];
}

/** The most urgent first, and what belongs to one account together: one goes there once. */
export function mattersOf(tasks: OpenTask[], rules: Rules): Matter[][] {
  const byAccount = groupedBy([...tasks].sort(byUrgency(rules)), ({ account }) => account);
  return [...byAccount].map(([account, own]) =>
    [...groupedBy(own, (task) => matterOf(task, rules)).values()].map((ofMatter) => ({ account, tasks: ofMatter })),
  );
}

/** The task by which the matter is told: where the renewal is asked about, by that, and else by the most urgent. */
export function leadingTask({ tasks }: Matter, rules: Rules): OpenTask {
  return tasks.find(({ signal }) => asksForRenewal(entryNamed(rules.signals, signal))) ?? tasks[0];
}

/**
 * What is urgent first (of high priority, or a customer's word), then by priority; of the same weight a risk before all
 * else, then what is due first.
 */
function byUrgency(rules: Rules): (a: OpenTask, b: OpenTask) => number {
  const weightOf = (task: OpenTask) => {
    const { signal, template, priority } = task;
    const isUrgent = isUrgentWork({ signal, tasks: [{ template, priority }] }, rules);
    const isRisk = entryNamed(rules.signals, signal)?.side === 'risk';
    return (isUrgent ? 0 : rankOf(priority)) * 2 + (isRisk ? 0 : 1);
  };
  const weights = new Map<OpenTask, number>();
  const weight = (task: OpenTask) => {
    const known = weights.get(task) ?? weightOf(task);
    weights.set(task, known);
    return known;
  };
  return (a, b) => {
    const difference = weight(a) - weight(b);
    if (difference !== 0) return difference;
    if (a.due !== b.due) return a.due < b.due ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  };
}

function matterOf({ signal: name, episode }: OpenTask, { signals, stages }: Rules): string {
  return isRenewalWork(entryNamed(signals, name), stages) ? 'renewal' : episode;
}
