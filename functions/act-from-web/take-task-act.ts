import { type TaskOutcome as Outcome, taskOutcomes } from '../../domain/activity.ts';
import { isDay } from '../../domain/day.ts';
import type { AddressOf } from '../../domain/links/link.ts';
import type { Task } from '../../domain/task.ts';
import { finishTask, judgeSignal, snoozeTask } from '../../domain/task-changes.ts';
import type { DynamoPlaybooks } from '../adapters/dynamo-playbooks.ts';
import type { Page } from '../serve-web/page.ts';
import { type PageWords, pageWords } from '../serve-web/page-words.ts';
import type { TaskFacts } from '../serve-web/read-facts.ts';
import { actPage, donePage, whyOfNoUse } from '../serve-web/task-page.ts';
import { changeTask, handOver, type TaskChanging } from './change-task.ts';
import { textIn } from './read-form.ts';

export interface TaskActing extends TaskChanging {
  playbooks: Pick<DynamoPlaybooks, 'current'>;
}

type Decide = Parameters<typeof changeTask>[2];
type Complaint = keyof PageWords['task']['refused'];

const MINUTES_OF_A_DAY = 1440;

/** Does to the task what the link is for, once; whoever comes second learns what has happened, and by whom. */
export async function takeTaskAct(
  acting: TaskActing,
  facts: TaskFacts,
  form: URLSearchParams,
  addressOf: AddressOf,
): Promise<Page> {
  const { link, language } = facts;
  const today = acting.clock.dayOf(acting.now());
  const noUse = whyOfNoUse(facts, addressOf);
  if (noUse !== null) return noUse;

  const decide = await decisionOn(acting, facts, form);
  const complain = (complaint: Complaint, task = facts.task) =>
    actPage({ ...facts, task }, today, addressOf, { text: pageWords[language].task.refused[complaint], form });
  if (typeof decide === 'string') return complain(decide);

  const { account, task: id } = link;
  let seen: Task | undefined;
  const done = await changeTask(acting, { account, id }, (task, day) => {
    seen = task;
    // Somebody may have been faster since the page was read.
    if (whyOfNoUse({ ...facts, task }, addressOf) !== null) return { refused: 'closed' };
    return decide(task, day);
  });
  if ('task' in done && !('refused' in done)) return donePage(facts, done.task, addressOf);
  const now = { ...facts, task: seen };
  return whyOfNoUse(now, addressOf) ?? complain(done.refused === 'no-such-task' ? 'closed' : done.refused, seen);
}

/** What becomes of the task by what was filled in, or what is wrong with that. */
async function decisionOn(acting: TaskActing, facts: TaskFacts, form: URLSearchParams): Promise<Decide | Complaint> {
  const { link, account, team, person } = facts;
  const by = link.person;
  switch (link.act) {
    case 'done': {
      const minutes = form.get('minutes') ? Number(form.get('minutes')) : undefined;
      const isRight =
        minutes === undefined || (Number.isInteger(minutes) && minutes > 0 && minutes <= MINUTES_OF_A_DAY);
      if (!isRight) return 'bad-minutes';
      const outcome: Outcome | null = taskOutcomes.find((one) => one === form.get('outcome')) ?? null;
      return (task, day) => finishTask(task, { outcome, minutes, ...textIn(form, 'note') }, { by, day });
    }
    case 'snooze': {
      const until = form.get('day') || form.get('until') || '';
      if (!isDay(until)) return 'not-a-later-day';
      return (task, day) => snoozeTask(task, { until }, { by, day });
    }
    case 'hand-over': {
      const running = await acting.playbooks.current();
      const [what, id] = splitOnce(form.get('to') ?? '');
      const role = facts.members.find((member) => what === 'role' && member.role === id)?.role;
      if (account === undefined || running === undefined) return 'nobody';
      const assignment = { account, day: acting.clock.dayOf(acting.now()), roles: running.playbook.roles };
      const to = role ? team.assigneeFor(role, assignment) : what === 'person' ? team.memberOf(id) : null;
      if (to === null) return 'nobody';
      const receiver = { account, to, role, by: person, ...textIn(form, 'note') };
      const context = { company: facts.company, playbookVersion: running.version, now: acting.now() };
      return (task, day) => handOver(task, receiver, { by, day }, context);
    }
    default: {
      const verdict = link.act;
      return (task, day) => judgeSignal(task, { verdict, ...textIn(form, 'note') }, { by, day });
    }
  }
}

function splitOnce(text: string): [what: string, id: string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}
