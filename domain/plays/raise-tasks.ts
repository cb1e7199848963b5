import type { Csm, TeamRole } from '../account/account.ts';
import type { WorkKind } from '../activities/work-kind.ts';
import { localeFor, workingWeekOf } from '../company/team.ts';
import { textIn } from '../locale/text.ts';
import type { DoneLine, Obstacle, TaskLine } from '../mail/mail-content.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import type { Playbook, TaskStep, TaskTemplate } from '../playbook/playbook.ts';
import type { Task } from '../tasks/task.ts';
import { placeOf } from './answer-steps.ts';
import { assignmentOf, type EpisodeWork, mailOf, subjectOf } from './episode-work.ts';
import { inOrder, tasksAfter } from './play-steps.ts';
import { isCustomersWord, isUrgentWork } from './urgent-work.ts';

type Play = Playbook['plays'][string];

/** The tasks of these steps; of joint work one for each role, each knowing the others'. */
export function raiseTasks(work: EpisodeWork, play: Play, steps: TaskStep[], lacks: Obstacle[]): Task[] {
  return inOrder(play).flatMap((step, place) => {
    if (!steps.includes(step)) return [];
    const id = `${work.id}/${placeOf(play, step, work.episode)}`;
    const roles = [...new Set([templateOf(work, step.task).assign].flat())];
    const ids = roles.length === 1 ? [id] : roles.map((role) => `${id}/${role}`);
    return roles.map((role, i): Task => {
      const linked = ids.filter((other) => other !== ids[i]);
      const task = raiseTask(work, step.task, { id: ids[i] as string, role, order: place + 1 });
      return { ...task, ...(linked.length > 0 && { linked }), ...(lacks.length > 0 && { lacks }) };
    });
  });
}

function raiseTask(
  work: EpisodeWork,
  template: string,
  { id, role, order }: { id: string; role: TeamRole; order: number },
): Task {
  const { input, context, episode } = work;
  const { account, usage } = input;
  const rule = templateOf(work, template);
  const assignee = context.team.assigneeFor(role, assignmentOf(work));
  const week = workingWeekOf(context.company, assignee);
  return {
    id,
    account: account.id,
    signal: episode.signal,
    subject: episode.subject,
    episode: work.id,
    template,
    ...(episode.arm !== undefined && { arm: episode.arm }),
    title: textIn(rule.title, localeFor(context.company, assignee)),
    assignee: assignee?.id ?? null,
    role,
    ...workKindOf(rule),
    priority: rule.priority,
    due: context.calendar.addBusinessDays(usage.asOf, rule.dueInBusinessDays, week),
    status: 'open',
    outcome: null,
    order,
    raisedOn: usage.asOf,
    raisedAt: context.now,
    playbook: context.playbookVersion,
    closedOn: null,
    data: work.data(),
  };
}

const workKindOf = ({ initiative, scope, skill }: TaskTemplate): WorkKind => ({
  ...(initiative && { initiative }),
  ...(scope && { scope }),
  ...(skill && { skill }),
});

/** One mail for each person who got tasks, with what the others got beside it and what comes after it. */
export function taskMails(work: EpisodeWork, play: Play, tasks: Task[], lacks: Obstacle[]): OutboxMail[] {
  const { company, team } = work.context;
  const assignees = new Set(tasks.flatMap(({ assignee }) => team.memberOf(assignee) ?? []));
  return [...assignees].flatMap((person) => {
    const own = tasks.filter(({ assignee }) => assignee === person.id);
    if (!isMailedAtOnce(person, { signal: work.episode.signal, tasks: own }, work.input.playbook)) return [];
    const isTwin = ({ id }: Task) => own.some(({ linked = [] }) => linked.includes(id));
    const others = tasks.filter((task) => !own.includes(task) && !isTwin(task));
    const first = inOrder(play).find(({ task }) => task === own[0]?.template) as TaskStep;
    return {
      ...mailOf(work, `${work.id}/task-${placeOf(play, first, work.episode)}/${person.id}`, person),
      kind: 'task',
      person: person.id,
      language: localeFor(company, person),
      from: company.systemSender,
      replyTo: company.systemSender,
      content: {
        type: 'task',
        account: { id: work.input.account.id, name: work.input.account.name },
        episode: work.id,
        signal: work.episode.signal,
        subject: subjectOf(work),
        evidence: { ...work.evidence() },
        tasks: own.map((task) => lineOf(task, tasks, person)),
        othersTasks: others.map((task) => lineOf(task, tasks, null)),
        done: doneBefore(work, play, own),
        next: tasksAfter(
          play,
          tasks.map(({ template }) => template),
        ),
        lacks,
        data: work.data(),
      },
    } satisfies OutboxMail;
  });

  function lineOf({ id, template, priority, due, assignee, linked = [] }: Task, raised: Task[], reader: Csm | null) {
    const assigneeName = team.memberOf(assignee)?.name ?? '';
    const line: TaskLine = { id, template, priority, due, assignee, assigneeName };
    const twins = raised.filter((task) => linked.includes(task.id) && task.assignee !== reader?.id);
    if (twins.length > 0) line.togetherWith = twins.map((task) => team.memberOf(task.assignee)?.name ?? '');
    return line;
  }
}

/**
 * Tasks of one episode belong together: where one of them is urgent, all are mailed. Who works from the digest alone
 * still hears at once what a customer said: they wait for an answer.
 */
function isMailedAtOnce(
  { taskMails = 'each' }: Csm,
  tasks: { signal: string; tasks: Task[] },
  playbook: Playbook,
): boolean {
  switch (taskMails) {
    case 'each':
      return true;
    case 'urgent':
      return isUrgentWork(tasks, playbook);
    case 'digest':
      return isCustomersWord(tasks, playbook);
  }
}

/** The finished tasks that these ones waited for: who goes on knows what came of them. */
function doneBefore({ finished, context }: EpisodeWork, play: Play, tasks: Task[]): DoneLine[] {
  const raised = new Set(tasks.map(({ template }) => template));
  const awaited = new Set(inOrder(play).flatMap(({ task, after = [] }) => (raised.has(task) ? after : [])));
  return finished
    .filter(({ template }) => awaited.has(template))
    .map(({ template, by, outcome, note }) => ({ template, byName: context.team.memberOf(by)?.name, outcome, note }));
}

function templateOf({ input }: EpisodeWork, template: string): TaskTemplate {
  return input.playbook.tasks[template] as TaskTemplate;
}
