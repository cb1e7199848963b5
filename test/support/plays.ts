import type { Csm } from '../../domain/account/account.ts';
import { finalActivities } from '../../domain/activities/activity.ts';
import type { Company } from '../../domain/company/company.ts';
import { teamOf } from '../../domain/company/team.ts';
import { evaluate } from '../../domain/evaluation/evaluate.ts';
import type { MailContent } from '../../domain/mail/mail-content.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { Playbook, PlayStep, TaskTemplate } from '../../domain/playbook/playbook.ts';
import { type PlannedWork, planWork, stateAfter } from '../../domain/plays/plan-work.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { TaskOutcome } from '../../domain/tasks/task-outcome.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { defaultPlaybook, Story } from './story.ts';

export const company: Company = {
  name: 'Sakimawari Inc.',
  timeZone: 'Asia/Tokyo',
  language: 'en',
  country: 'JP',
  holidays: {},
  mailCeiling: 'send',
  systemSender: { name: 'Sakimawari', address: 'tasks@cs.example' },
  operator: { name: 'Operator', address: 'ops@cs.example' },
};
export const team: Csm[] = [
  { id: 'mika', name: 'Mika Sato', email: 'mika@cs.example', role: 'csm', language: 'ja', manager: 'boss' },
  { id: 'boss', name: 'Boss', email: 'boss@cs.example', role: 'manager' },
  { id: 'sales', name: 'Sam', email: 'sam@cs.example', role: 'sales' },
];
/** A Monday. */
export const D = '2026-06-01';

export interface Setting {
  members?: Csm[];
  mailCeiling?: Company['mailCeiling'];
  isHistory?: boolean;
  /** ISO; the beginning of the day, unless said. */
  now?: string;
}

/** Evaluates the day, plans its work and goes on from both. */
export function work(
  story: Story,
  asOf: Day,
  { members = team, mailCeiling = 'send', isHistory = false, now = `${asOf}T00:00:00.000Z` }: Setting = {},
): PlannedWork {
  const input = story.input(asOf);
  const evaluation = evaluate({ ...input, activities: finalActivities(input.activities, now) });
  const planned = planWork(input, evaluation, {
    company: { ...company, mailCeiling },
    team: teamOf(members),
    calendar: businessCalendar({}),
    playbookVersion: 'v1',
    now,
    isHistory,
  });
  story.state = stateAfter(evaluation, planned);
  return planned;
}

/** Works from day to day; whatever was raised, by day. */
export function workThrough(
  story: Story,
  from: Day,
  to: Day,
  tell: (work: PlannedWork) => string[],
  setting?: Setting,
) {
  const told: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (const line of tell(work(story, day, setting))) told.push(`${day} ${line}`);
  }
  return told;
}

/** Somebody does the task. */
export function finish(story: Story, task: Task, day: Day, outcome: TaskOutcome | null = null, note?: string): void {
  const { id, episode, template, assignee } = task;
  const by = assignee ?? undefined;
  story.activities.push({ id, day, kind: 'task', by, note, task: { id, episode, template, outcome } });
}

/** An account whose log-ins stopped two months ago: the signal `no-login` opens on D. */
export function silentAccount(steps: PlayStep[], templates: Record<string, Partial<TaskTemplate>> = {}): Story {
  const story = new Story().logins('2026-04-01', 1);
  story.account = { ...story.account, csm: 'mika' };
  story.contacts = [{ id: 'admin', account: 'koa', role: 'admin', name: 'Ann', email: 'ann@koa.example' }];
  story.playbook = playbookWith(steps, templates);
  return story;
}

/** Only the signals of silence and renewal, each with these steps. */
export function playbookWith(steps: PlayStep[], templates: Record<string, Partial<TaskTemplate>> = {}): Playbook {
  const playbook = structuredClone(defaultPlaybook);
  const { 'no-login': silence, 'renewal-due': renewal } = playbook.signals;
  if (!silence || !renewal) throw new Error('the default playbook has changed its signals');
  playbook.signals = { 'no-login': { ...silence, play: 'tried' }, 'renewal-due': { ...renewal, play: 'tried' } };
  playbook.plays.tried = { label: { en: 'Tried', ja: '試行' }, chat: false, level: 'account', steps, variants: {} };
  for (const step of steps) {
    if (!('task' in step)) continue;
    const text = (word: string) => ({ en: `${word} ${step.task}`, ja: `${step.task} ${word}` });
    playbook.tasks[step.task] = {
      assign: 'csm',
      doneBy: 'own',
      priority: 'normal',
      dueInBusinessDays: 2,
      links: [],
      title: text('Do'),
      body: text('How to do'),
      ...templates[step.task],
    };
  }
  return playbook;
}

export const templatesOf = ({ tasks }: Pick<PlannedWork, 'tasks'>) => tasks.map(({ template }) => template);

/** What the mails of a kind say. */
export function contentsOf<Type extends MailContent['type']>(
  { mails }: { mails: OutboxMail[] },
  type: Type,
): Extract<MailContent, { type: Type }>[] {
  return mails.flatMap(({ content }) =>
    content.type === type ? [content as Extract<MailContent, { type: Type }>] : [],
  );
}
