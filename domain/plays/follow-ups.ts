import type { Account, Csm } from '../account.ts';
import type { Day } from '../day.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Task } from '../task.ts';
import { isTaskStep } from './play-steps.ts';
import type { Team } from './team.ts';

/** What comes once a task is done. */
export interface FollowUps {
  /** Tasks that are raised then, with those who get them. */
  next: { template: string; assignees: (Csm | null)[] }[];
  /** Who has the same task, or another one that is awaited as well. */
  waitsFor: Task[];
}

/** As the running playbook has it: the evaluation that follows decides. */
export function followUpsOf(
  task: Pick<Task, 'id' | 'signal' | 'template'>,
  {
    tasks,
    playbook,
    team,
    account,
    day,
  }: { tasks: Task[]; playbook: Playbook; team: Team; account: Account; day: Day },
): FollowUps {
  const play = playbook.plays[playbook.signals[task.signal]?.play ?? ''];
  const others = tasks.filter(({ id }) => id !== task.id);
  const steps = play?.steps.filter(isTaskStep) ?? [];
  const after = steps.filter(
    (step) => step.after?.includes(task.template) && !others.some(({ template }) => template === step.task),
  );
  const awaited = new Set(after.flatMap((step) => step.after ?? []));
  const waitsFor = others.filter(({ template, status }) => status === 'open' && awaited.has(template));
  const isDone = (name: string) => name === task.template || others.some(({ template }) => template === name);
  const next = after.filter(
    (step) =>
      (step.after ?? []).every((name) => isDone(name) && !waitsFor.some(({ template }) => template === name)) &&
      step.when === undefined,
  );
  return {
    next: next.map(({ task: template }) => {
      const roles = [...new Set([playbook.tasks[template]?.assign ?? []].flat())];
      return {
        template,
        assignees: roles.map((role) => team.assigneeFor(role, { account, day, roles: playbook.roles })),
      };
    }),
    waitsFor,
  };
}
