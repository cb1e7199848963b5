import { ACTIVITIES_KEPT_IN_DAYS } from '../../domain/activities/activity.ts';
import { contactOf, shortened } from '../../domain/audit/audit.ts';
import type { Company } from '../../domain/company/company.ts';
import { ifReadable } from '../../domain/company/team.ts';
import { nextComment } from '../../domain/customer-page/comment.ts';
import { type CustomerPageFacts, type CustomerStep, stepsLeft } from '../../domain/customer-page/customer-page.ts';
import { opened } from '../../domain/customer-page/invitation.ts';
import { type CustomerNews, customerPageMail, tickedMailId } from '../../domain/mail/customer-page-mail.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { nameNow } from '../../domain/playbook/names.ts';
import type { Task } from '../../domain/tasks/task.ts';
import {
  finishTask,
  UNDOABLE_BY_CUSTOMERS_FOR_IN_MINUTES,
  undoableChange,
  undoTask,
} from '../../domain/tasks/task-changes.ts';
import { addDays } from '../../domain/time/day.ts';
import { onOneLine } from '../mail/layout/plain-text.ts';
import { type CustomerPageNotice, customerPage, refusedNotice } from '../pages/customer-page.ts';
import type { Page } from '../pages/page.ts';
import { type CustomerPageLink, type CustomerPageReading, readCustomerPage } from '../pages/read-customer-page.ts';
import type { WebReads } from '../pages/read-facts.ts';
import { isTooLong, oneOf, wholeTextIn } from '../pages/read-form.ts';
import { notStored } from '../pages/web-request.ts';
import { customerPageWords } from '../pages/words/words.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import type { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import type { DynamoCustomerPages } from '../store/work/customer-pages.ts';
import { changeTask, type TaskChanging } from '../work/change-task.ts';

export interface CustomerPageActions extends TaskChanging {
  reads: WebReads;
  customerPages: Pick<DynamoCustomerPages, 'addComment' | 'replaceInvitation' | 'agree'>;
  playbooks: Pick<DynamoPlaybooks, 'current'>;
}

type Shown = Extract<CustomerPageReading['shown'], { facts: unknown }>;

/** Far more than a step takes; a script would fill the row of its task. */
const MOST_CHANGES = 40;
const MINUTE_IN_MS = 60_000;

/** What a customer does on their own page: a step is ticked off or opened again, or they write to us. */
export async function takeCustomerPageAct(
  actions: CustomerPageActions,
  link: CustomerPageLink,
  form: URLSearchParams,
): Promise<Page> {
  const { reads, clock, now } = actions;
  const reading = await readCustomerPage(reads, link, clock, now());
  const { shown } = reading;
  if ('none' in shown) return notStored(customerPage(reading), form);
  if (form.get('act') === 'opened') {
    const { invitation: before } = reading;
    const after = opened(before, link.contact, shown.facts.today);
    // Of two that are opened at once one is noted.
    if (after !== before) await actions.customerPages.replaceInvitation(link.account, before, after);
    return customerPage(reading);
  }
  const taking = new Taking(actions, link, reading, shown);
  const notice = await taking.take(form);
  return customerPage(await readCustomerPage(reads, link, clock, now()), notice);
}

class Taking {
  private readonly say: ReturnType<typeof customerPageWords>;

  constructor(
    private readonly actions: CustomerPageActions,
    private readonly link: CustomerPageLink,
    private readonly reading: CustomerPageReading,
    private readonly shown: Shown,
  ) {
    this.say = customerPageWords(reading.locale);
  }

  async take(form: URLSearchParams): Promise<CustomerPageNotice | undefined> {
    switch (oneOf(form, 'act', ['tick', 'undo', 'agree', 'comment'])) {
      case 'tick':
        return this.tick(form.get('step') ?? '');
      case 'undo':
        return this.undo(form.get('step') ?? '');
      case 'agree':
        return this.agree(form.get('seen') ?? '');
      case 'comment':
        return this.comment(form);
      default:
        return undefined;
    }
  }

  private async tick(template: string): Promise<CustomerPageNotice> {
    const { told } = this.say;
    const step = this.stepOf(template);
    if (step === undefined) return refusedNotice(told.gone);
    if (step.state === 'done') return this.already(step);
    if (!step.mayTick) return refusedNotice(told.gone);
    const at = this.actions.now();
    let isDone = false;
    for (const task of this.tasksOf(template)) {
      if (task.status === 'open' && (await this.finish(task, at, step))) isDone = true;
    }
    // Somebody was faster since the page was read.
    return isDone ? { text: told.ticked(step.title), isRefused: false } : this.alreadyNow(template);
  }

  /** The first of several tasks tells of it; they are one step to the customer. */
  private async finish(task: Task, atInMs: number, step: CustomerStep): Promise<boolean> {
    const at = new Date(atInMs).toISOString();
    const isFirst = task.id === this.tasksOf(step.template).find(({ status }) => status === 'open')?.id;
    const mail = isFirst
      ? await this.mail(tickedMailId(task), this.newsOf(task, step), at, this.waiting(atInMs))
      : null;
    const done = await changeTask(
      this.actions,
      { account: task.account, id: task.id },
      { by: undefined, contact: this.link.contact, door: 'mail', at },
      (open, actor) => {
        if ((open.history ?? []).length > MOST_CHANGES) return { refused: 'changed-too-often' };
        const finished = finishTask(open, { outcome: 'helped', ...(mail && { mail: mail.id }) }, actor);
        return mail && !('refused' in finished) ? { ...finished, mail } : finished;
      },
    );
    return !('refused' in done);
  }

  private newsOf(task: Task, step: CustomerStep): CustomerNews {
    const { facts } = this.shown;
    const left = stepsLeft(facts, step.template);
    return { what: 'ticked', task: { id: task.id, template: task.template, title: task.title }, ...left };
  }

  /** Nobody is told of it while it can be taken back. */
  private waiting = (atInMs: number) =>
    new Date(atInMs + UNDOABLE_BY_CUSTOMERS_FOR_IN_MINUTES * MINUTE_IN_MS).toISOString();

  private async undo(template: string): Promise<CustomerPageNotice> {
    const { told } = this.say;
    const step = this.stepOf(template);
    if (step === undefined) return refusedNotice(told.gone);
    if (step.state === 'open') return { text: told.undone(step.title), isRefused: false };
    const at = this.actions.now();
    const who = { by: undefined, contact: this.link.contact };
    let isUndone = false;
    for (const task of this.tasksOf(template)) {
      const change = undoableChange(task, who, at);
      if (change === null) continue;
      const doer = { ...who, door: 'mail', at: new Date(at).toISOString() } as const;
      const done = await changeTask(this.actions, { account: task.account, id: task.id }, doer, (closed, actor) =>
        undoTask(closed, change, actor),
      );
      if (!('refused' in done)) isUndone = true;
    }
    return isUndone ? { text: told.undone(step.title), isRefused: false } : refusedNotice(told.tooLate);
  }

  /** @param seen the moment of the proposal that they read: to another one they have not agreed */
  private async agree(seen: string): Promise<CustomerPageNotice> {
    const { told } = this.say;
    const { proposal } = this.shown.facts;
    if (proposal === undefined || proposal.at !== seen) return refusedNotice(told.otherGoal);
    const agreedOn = { text: told.agreed(onOneLine(proposal.name)), isRefused: false };
    if (proposal.agreed !== undefined) return agreedOn;
    const { account, contact } = this.link;
    const { customerPages, changedAccounts, clock, now } = this.actions;
    const atInMs = now();
    const [at, day] = [new Date(atInMs).toISOString(), clock.dayOf(atInMs)];
    const { name, target, date } = proposal;
    const id = `customer-page/${account}/goal-agreed/${proposal.at}`;
    const mail = await this.mail(id, { what: 'goal-agreed', name, ...(date && { date }) }, at);
    const recording = { recordedAt: atInMs, by: { door: 'answer', who: `a customer, ${contact}` }, clock } as const;
    const isAgreed = await customerPages.agree(
      account,
      proposal,
      { ...proposal, agreed: { contact, day } },
      recording,
      {
        ...(mail && { mail }),
        audit: {
          ...{ at, who: contactOf(contact), door: 'mail', what: 'goal-agreed', about: { account, contact } },
          ...{ before: null, after: { goalName: shortened(name), goalTarget: target ?? null, goalDate: date ?? null } },
        },
      },
    );
    if (!isAgreed) throw new OvertakenError('the goal was being changed all the time');
    await changedAccounts.send([account]);
    return agreedOn;
  }

  private async comment(form: URLSearchParams): Promise<CustomerPageNotice> {
    const { told } = this.say;
    const text = wholeTextIn(form, 'text');
    const csm = this.shown.page.csm?.name ?? this.reading.company.name;
    if (text === '') return refusedNotice(told.empty, undefined, 422);
    if (isTooLong(form, 'text')) return refusedNotice(told.tooLong, text, 422);
    const sent = { text: told.commented(csm), isRefused: false };
    const { account, contact } = this.link;
    const { reads, customerPages, clock, now } = this.actions;
    let written = this.shown.facts.comments;
    return untilNotOvertaken(async () => {
      const atInMs = now();
      const at = new Date(atInMs).toISOString();
      const day = clock.dayOf(atInMs);
      const comment = nextComment(written, { contact, day, at, text });
      if (comment === 'again') return sent;
      if (comment === 'too-many') return refusedNotice(told.tooMany(csm), text, 429);
      const id = `customer-page/${account}/comment/${day}/${contact}/${comment.number}`;
      const mail = await this.mail(id, { what: 'comment', text }, at);
      const expiresAt = clock.startOf(addDays(day, ACTIVITIES_KEPT_IN_DAYS)) / 1000;
      const isKept = await customerPages.addComment(account, comment, expiresAt, {
        ...(mail && { mail }),
        audit: {
          ...{ at, who: contactOf(contact), door: 'mail', what: 'page-commented', about: { account, contact } },
          ...{ before: null, after: { comment: shortened(text) } },
        },
      });
      if (isKept) return sent;
      written = await reads.records.comments(account);
      throw new OvertakenError('comments were being written all the time');
    });
  }

  private stepOf = (template: string) => this.shown.page.steps.find((step) => step.template === template);

  private tasksOf = (template: string) => tasksOfStep(this.shown.facts, template);

  private already({ title, ticked, doneOn }: CustomerStep): CustomerPageNotice {
    const { told } = this.say;
    if (ticked === null || doneOn === null) return refusedNotice(told.gone);
    const text = told.already(title, ticked, doneOn);
    // Pressed twice by the same person, it is as they wanted it.
    return ticked === 'reader' ? { text: told.ticked(title), isRefused: false } : refusedNotice(text);
  }

  private async alreadyNow(template: string): Promise<CustomerPageNotice> {
    const { reads, clock, now } = this.actions;
    const { shown } = await readCustomerPage(reads, this.link, clock, now());
    const step = 'none' in shown ? undefined : shown.page.steps.find((one) => one.template === template);
    return step?.state === 'done' ? this.already(step) : refusedNotice(this.say.told.gone);
  }

  /** To whoever looks after the account; `null` where nobody is there to be written to. */
  private async mail(id: string, news: CustomerNews, now: string, notBefore?: string): Promise<OutboxMail | null> {
    const { facts, team } = this.shown;
    const { account, contact, today, playbook } = facts;
    const roles = playbook.roles;
    const to = ifReadable(() => team.assigneeFor('csm', { account, day: today, roles }));
    if (to === null) return null;
    const running = await this.actions.playbooks.current();
    const company: Company = this.reading.company;
    const playbookVersion = running?.version ?? '';
    return customerPageMail(
      { id, account, contact, to, news, notBefore },
      { company, playbookVersion, now, day: today },
    );
  }
}

/** By the name that the template has now. */
const tasksOfStep = ({ tasks, playbook }: CustomerPageFacts, template: string): Task[] =>
  tasks.filter((task) => nameNow(playbook.tasks, task.template) === template);
