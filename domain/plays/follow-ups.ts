import type { Account, Csm } from '../account/account.ts';
import type { Team } from '../company/team.ts';
import { entryNamed, nameNow } from '../playbook/names.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Task } from '../tasks/task.ts';
import type { Day } from '../time/day.ts';
import { isTaskStep } from './play-steps.ts';
import { asAssigned } from './trials.ts';

/** What comes once a task is done. */
export interface FollowUps {
  /** Tasks that are raised then, with those who get them. */
  next: { template: string; assignees: (Csm | null)[] }[];
  /** Who has the same task, or another one that is awaited as well. */
  waitsFor: Task[];
}

/** The play that a task is of. */
export function playOf({ signal, arm }: Pick<Task, 'signal' | 'arm'>, rules: Pick<Playbook, 'plays' | 'signals'>) {
  const play = rules.plays[entryNamed(rules.signals, signal)?.play ?? ''];
  return play && asAssigned(play, arm);
}

/** As the running playbook has it: the evaluation that follows decides. */
export function followUpsOf(
  task: Pick<Task, 'id' | 'signal' | 'template' | 'arm'>,
  {
    tasks: raised,
    playbook,
    team,
    account,
    day,
  }: { tasks: Task[]; playbook: Playbook; team: Team; account: Account; day: Day },
): FollowUps {
  const byNamesOfToday = <Raised extends Pick<Task, 'template'>>(one: Raised): Raised => ({
    ...one,
    template: nameNow(playbook.tasks, one.template),
  });
  const own = byNamesOfToday(task);
  const play = playOf(task, playbook);
  const others = raised.filter(({ id }) => id !== task.id).map(byNamesOfToday);
  const steps = play?.steps.filter(isTaskStep) ?? [];
  const after = steps.filter(
    (step) => step.after?.includes(own.template) && !others.some(({ template }) => template === step.task),
  );
  const awaited = new Set(after.flatMap((step) => step.after ?? []));
  const waitsFor = others.filter(({ template, status }) => status === 'open' && awaited.has(template));
  const isDone = (name: string) => name === own.template || others.some(({ template }) => template === name);
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
