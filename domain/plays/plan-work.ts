import type { Account, Contact, Csm, TeamRole } from '../account.ts';
import type { BusinessCalendar } from '../calendar/business-days.ts';
import type { Company } from '../company.ts';
import { addDays, type Day } from '../day.ts';
import { type ClosingReason, type Episode, episodeId, type Transition } from '../episodes.ts';
import type { Evaluation, EvaluationInput } from '../evaluate.ts';
import type { CustomerMailContent, DataSnapshot, Lack, TaskLine } from '../mail-content.ts';
import type { OutboxMail } from '../outbox.ts';
import type { EmailStep, Playbook, PlayStep, TaskStep } from '../playbook/playbook.ts';
import { type MailMode, mailModes } from '../playbook/playbook.ts';
import type { Evidence, LiveEpisode } from '../signals/reading.ts';
import type { Task } from '../task.ts';
import { dataSnapshot } from './data-snapshot.ts';
import { signalData } from './signal-data.ts';
import { languageOf, type Team } from './team.ts';

export interface PlanContext {
  company: Company;
  team: Team;
  calendar: BusinessCalendar;
  /** e.g. `v3` */
  playbookVersion: string;
  /** When this is decided; ISO. */
  now: string;
}

/** What an evaluation has to be written down as. */
export interface PlannedWork {
  opened: Episode[];
  closed: { id: string; recoveredOn: Day; closedAs: ClosingReason }[];
  tasks: Task[];
  mails: OutboxMail[];
  /** The episodes to go on from: the evaluation's, with the steps of their plays that are taken by now. */
  live: LiveEpisode[];
  /** There was more than one write can hold; the same day has to be evaluated again for the rest. */
  isPartial: boolean;
}

/** A DynamoDB transaction holds 100 items; closing an episode also touches its open tasks. */
const MOST_ROWS = 70;

/** Turns what changed, and what has fallen due since, into tasks and mails by the plays of the playbook. */
export function planWork(input: EvaluationInput, evaluation: Evaluation, context: PlanContext): PlannedWork {
  const plan: PlannedWork = { opened: [], closed: [], tasks: [], mails: [], live: [], isPartial: false };
  const transitions = new Map(evaluation.transitions.map((transition) => [transition.episode, transition]));
  const snapshot = dataSnapshot(input, evaluation);
  const rows = () => plan.opened.length + plan.closed.length * 5 + plan.tasks.length + plan.mails.length;

  for (const episode of evaluation.next.episodes) {
    const transition = transitions.get(episode);
    transitions.delete(episode);
    if (rows() >= MOST_ROWS) {
      plan.isPartial = true;
      if (transition?.kind !== 'opened')
        plan.live.push({ ...episode, recoveredOn: transition ? undefined : episode.recoveredOn });
      continue;
    }
    if (transition) recordTransition(transition);
    plan.live.push({ ...episode, steps: takeSteps(episode, transition) });
  }
  // What is left belongs to signals that the playbook no longer has.
  for (const transition of transitions.values()) recordTransition(transition);
  return plan;

  function recordTransition({ episode, evidence, reason }: Transition): void {
    const id = episodeId(input.account.id, episode);
    if (episode.recoveredOn === undefined) plan.opened.push(openedEpisode(input, episode, evidence));
    else plan.closed.push({ id, recoveredOn: episode.recoveredOn, closedAs: reason ?? 'recovered' });
  }

  function takeSteps(episode: LiveEpisode, transition: Transition | undefined): string[] {
    const play = input.playbook.plays[input.playbook.signals[episode.signal]?.play ?? ''];
    const due = (play?.steps ?? []).filter(
      (step) => !episode.steps.includes(stepName(step)) && isDue(step, episode, transition, input),
    );
    if (play === undefined || due.length === 0) return episode.steps;
    const evidence = transition?.evidence ?? evidenceOf(evaluation, episode);
    const data = { ...snapshot, ...signalData(input, episode.signal) };
    const run = new StepRun(input, context, data, episode, evidence);
    const { tasks, mails } = run.take(withoutOvertakenMails(due), inOrder(play.steps));
    plan.tasks.push(...tasks);
    plan.mails.push(...mails);
    return [...episode.steps, ...due.map(stepName)];
  }
}

/** The steps of one play that fall due together for one episode. */
class StepRun {
  private readonly csm: Csm | null;
  private readonly episode: string;
  private readonly lacks = new Set<Lack>();

  constructor(
    private readonly input: EvaluationInput,
    private readonly context: PlanContext,
    private readonly data: DataSnapshot,
    private readonly live: LiveEpisode,
    private readonly evidence: Evidence,
  ) {
    this.csm = context.team.csmOf(input.account);
    this.episode = episodeId(input.account.id, live);
    if (this.csm === null) this.lacks.add('no-csm');
  }

  take(steps: PlayStep[], order: TaskStep[]): { tasks: Task[]; mails: OutboxMail[] } {
    const mails = steps.filter(isEmailStep).flatMap((step) => this.customerMail(step) ?? []);
    const tasks = order.filter((step) => steps.includes(step)).map((step) => this.task(step, order.indexOf(step) + 1));
    return { tasks, mails: [...mails, ...this.taskMails(tasks)] };
  }

  private task({ task: template }: TaskStep, order: number): Task {
    const { account, playbook, usage } = this.input;
    const rule = playbook.tasks[template] as Playbook['tasks'][string];
    const role = [rule.assign].flat()[0] as TeamRole;
    const assignee = this.context.team.assigneeFor(role, account);
    const country = assignee?.country ?? this.context.company.country;
    return {
      id: `${this.episode}/${template}`,
      account: account.id,
      signal: this.live.signal,
      subject: this.live.subject,
      episode: this.episode,
      template,
      title: rule.title[languageOf(this.context.company, assignee)],
      assignee: assignee?.id ?? null,
      role,
      priority: rule.priority,
      due: this.context.calendar.addBusinessDays(usage.asOf, rule.dueInBusinessDays, country),
      status: 'open',
      outcome: null,
      order,
      raisedOn: usage.asOf,
      closedOn: null,
      data: this.data,
    };
  }

  /** One mail for each person who got tasks, with what the others got beside it. */
  private taskMails(tasks: Task[]): OutboxMail[] {
    const { account, playbook } = this.input;
    const assignees = new Map<string, { person: Csm; tasks: Task[] }>();
    for (const task of tasks) {
      const rule = playbook.tasks[task.template] as Playbook['tasks'][string];
      const person = this.context.team.assigneeFor([rule.assign].flat()[0] as TeamRole, account);
      if (person === null) continue;
      const share = assignees.get(person.id) ?? { person, tasks: [] };
      share.tasks.push(task);
      assignees.set(person.id, share);
    }
    const names = new Map([...assignees.values()].map(({ person }) => [person.id, person.name]));
    const line = (task: Task): TaskLine => ({
      id: task.id,
      template: task.template,
      priority: task.priority,
      due: task.due,
      assigneeName: names.get(task.assignee ?? '') ?? '',
    });
    return [...assignees.values()].map(({ person, tasks: own }) => ({
      ...this.mailTo(person, `task-${own[0]?.template}`, person.id),
      kind: 'task',
      language: languageOf(this.context.company, person),
      from: this.context.company.systemSender,
      replyTo: this.context.company.systemSender,
      content: {
        type: 'task',
        account: { id: account.id, name: account.name },
        episode: this.episode,
        signal: this.live.signal,
        subject: this.subject(),
        evidence: { ...this.evidence },
        tasks: own.map(line),
        othersTasks: tasks.filter((task) => !own.includes(task)).map(line),
        lacks: [...this.lacks],
        data: this.data,
      },
    }));
  }

  private customerMail(step: EmailStep): OutboxMail | null {
    const { account } = this.input;
    const { company } = this.context;
    const contact = this.recipient(step);
    if (contact?.email === undefined) this.lacks.add('no-address');
    if (contact?.email === undefined || this.csm === null) return null;

    const mode = lesserMode(step.mode, company.mailCeiling);
    const csm = { name: this.csm.name, address: this.csm.email };
    const to = { name: contact.name ?? contact.email, address: contact.email };
    const content: CustomerMailContent = {
      type: 'customer',
      template: step.email,
      contact: { name: contact.name ?? '' },
      account: { name: account.name },
      csm: { name: this.csm.name, email: this.csm.email },
      company: { name: company.name },
      renewalDate: account.renewalDate,
    };
    const mail: OutboxMail = {
      ...this.mailTo({ name: to.name, email: to.address }, step.email, contact.id),
      kind: step.email,
      language: languageOf(company, contact, account),
      from: csm,
      replyTo: csm,
      contact: contact.id,
      content,
    };
    if (mode === 'send') return mail;
    this.lacks.add(mode === 'off' ? 'mail-off' : 'mail-draft');
    if (mode === 'off') return { ...mail, status: 'off' };
    return {
      ...mail,
      kind: 'draft',
      from: company.systemSender,
      language: languageOf(company, this.csm),
      to: csm,
      content: { type: 'draft', mail: content, language: mail.language, to },
    };
  }

  private mailTo(
    { name, email }: Pick<Csm, 'name' | 'email'>,
    template: string,
    recipient: string,
  ): Pick<OutboxMail, 'id' | 'account' | 'playbook' | 'to' | 'status' | 'createdAt'> {
    return {
      id: `${this.episode}/${template}/${recipient}`,
      account: this.input.account.id,
      playbook: this.context.playbookVersion,
      to: { name, address: email },
      status: 'pending',
      createdAt: this.context.now,
    };
  }

  private recipient({ to }: EmailStep): Contact | undefined {
    const { contacts } = this.input;
    if (to === 'subject') return contacts.find(({ id }) => id === this.live.subject);
    const reachable = contacts.filter(({ email }) => email !== undefined).sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const role of to) {
      const holder = reachable.find((contact) => contact.role === role);
      if (holder) return holder;
    }
    return undefined;
  }

  private subject(): { id: string; name?: string } | null {
    const id = this.live.subject;
    return id === null ? null : { id, name: this.input.contacts.find((contact) => contact.id === id)?.name };
  }
}

function isEmailStep(step: PlayStep): step is EmailStep {
  return 'email' in step;
}

function stepName(step: PlayStep): string {
  return isEmailStep(step) ? `email:${step.email}` : `task:${step.task}`;
}

function isDue(
  { when }: PlayStep,
  episode: LiveEpisode,
  transition: Transition | undefined,
  { account, answers, usage }: EvaluationInput,
): boolean {
  if (when !== undefined && 'answer' in when) {
    return answers.some(({ renewalDate, answer }) => renewalDate === episode.subject && answer === when.answer);
  }
  if (episode.recoveredOn !== undefined) return false;
  if (when === undefined) return transition?.kind === 'opened';
  return usage.asOf >= dueDay(when, episode, account);
}

function dueDay(
  when: { daysAfter: number } | { daysBeforeRenewal: number },
  { openedOn }: LiveEpisode,
  { renewalDate }: Account,
): Day {
  if ('daysAfter' in when) return addDays(openedOn, when.daysAfter);
  return renewalDate === undefined ? '9999-12-31' : addDays(renewalDate, -when.daysBeforeRenewal);
}

/** After days without a run several mails may be due at once: the last one speaks for all. */
function withoutOvertakenMails(due: PlayStep[]): PlayStep[] {
  const timed = due.filter((step) => isEmailStep(step) && step.when !== undefined);
  return due.filter((step) => !timed.includes(step) || step === timed.at(-1));
}

/** The task steps of a play so that each comes after those it names; otherwise as they are written. */
function inOrder(steps: PlayStep[]): TaskStep[] {
  const tasks = steps.filter((step): step is TaskStep => !isEmailStep(step));
  const ordered = new Set<TaskStep>();
  const visit = (step: TaskStep) => {
    for (const name of step.after ?? []) {
      const earlier = tasks.find(({ task }) => task === name);
      if (earlier && !ordered.has(earlier)) visit(earlier);
    }
    ordered.add(step);
  };
  for (const step of tasks) visit(step);
  return [...ordered];
}

function lesserMode(a: MailMode, b: MailMode): MailMode {
  return mailModes.indexOf(a) < mailModes.indexOf(b) ? a : b;
}

function evidenceOf({ signals }: Evaluation, episode: LiveEpisode): Evidence {
  const reading = signals.find(({ signal, subject }) => signal === episode.signal && subject === episode.subject);
  return reading?.evidence ?? {};
}

function openedEpisode({ account, playbook }: EvaluationInput, episode: LiveEpisode, evidence: Evidence): Episode {
  const cooldown = playbook.signals[episode.signal]?.cooldownInDays ?? 0;
  return {
    id: episodeId(account.id, episode),
    account: account.id,
    signal: episode.signal,
    subject: episode.subject,
    openedOn: episode.openedOn,
    evidence,
    recoveredOn: null,
    closedAs: null,
    cooldownInDays: cooldown === 'once' ? null : cooldown,
  };
}
