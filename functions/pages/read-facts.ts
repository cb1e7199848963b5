import type { Account, Contact, Csm } from '../../domain/account/account.ts';
import type { ActivityAnswer } from '../../domain/answers/activity-answer.ts';
import type { CsScore } from '../../domain/answers/cs-score.ts';
import type { MailRating } from '../../domain/answers/mail-rating.ts';
import type { Answer } from '../../domain/answers/renewal-answer.ts';
import type { SurveyAnswers } from '../../domain/answers/survey-answers.ts';
import type { Company } from '../../domain/company/company.ts';
import { hasLeft, localeFor, type Team, teamOf } from '../../domain/company/team.ts';
import type { Episode } from '../../domain/episodes/episodes.ts';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import type { NextAction } from '../../domain/health-list/health-list.ts';
import type { Link } from '../../domain/links/link.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import type { OptOut } from '../../domain/mail/mail-kinds.ts';
import { sentDraftId } from '../../domain/mail/send-draft.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { withoutLeavers } from '../../domain/outbox/pre-send-check.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { type FollowUps, followUpsOf, playOf } from '../../domain/plays/follow-ups.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { type Day, isDay } from '../../domain/time/day.ts';
import { topmostParent } from '../store/accounts/topmost-parent.ts';
import type { WebRecords } from '../store/work/web-records.ts';

/** Where pages find what they show; nothing in here writes. */
export interface WebReads {
  company: Company;
  records: Pick<WebRecords, keyof WebRecords>;
}

type LinkTo<To extends Link['to']> = Extract<Link, { to: To }>;
export type TaskLink = LinkTo<'task'>;
export type ApprovalLink = LinkTo<'approval'>;
export type ReadLink = LinkTo<'read'>;
export type UndoLink = LinkTo<'undo'>;
export type NextActionLink = LinkTo<'next-action'>;
export type DraftLink = LinkTo<'draft'>;
export type CustomerLink = LinkTo<'renewal' | 'survey' | 'fit' | 'activity' | 'cs-nps' | 'preferences'>;

/** What the page of a task knows. */
export interface TaskFacts {
  link: TaskLink;
  /** Absent where the task is gone. */
  task?: Task;
  account?: Account;
  team: Team;
  members: Csm[];
  person: Csm | null;
  locale: Locale;
  company: Company;
  /** What comes once it is done; only where that is asked. */
  followUps?: FollowUps & { playbook: Playbook };
}

/** What the page that shows a task whole knows. */
export interface WholeTaskFacts {
  link: ReadLink | UndoLink;
  /** Absent where the task is gone. */
  task?: Task;
  account?: Account;
  episode?: Pick<Episode, 'evidence' | 'person'>;
  /** Of the account: whom the task is about, and who answered. */
  people: Contact[];
  answer?: Answer;
  /** Every task of the episode. */
  others: Task[];
  /** That which asked for the task, or else the running one. */
  playbook?: Playbook;
  team: Team;
  locale: Locale;
  company: Company;
}

export type UndoFacts = WholeTaskFacts & { link: UndoLink };

/** What the page knows on which the next action of an account is agreed. */
export interface NextActionFacts {
  link: NextActionLink;
  account?: Account;
  action?: NextAction;
  health: AccountState['health'] | undefined;
  team: Team;
  locale: Locale;
  company: Company;
}

/** What the page of a mail that is to be approved knows. */
export interface ApprovalFacts {
  link: ApprovalLink;
  /** Absent where the mail is gone. */
  mail?: OutboxMail;
  account?: Account;
  /** Who looks after the account, where that is not the reader. */
  csmNow: Csm | null;
  team: Team;
  locale: Locale;
  company: Company;
}

/** What the page of a draft knows, which its CSM may send. */
export interface DraftFacts {
  link: DraftLink;
  /** Absent where the draft is gone. */
  draft?: OutboxMail;
  /** What it has become, once they sent it from here. */
  sent?: OutboxMail;
  /** The reader answers it by a click. */
  hasChoices: boolean;
  account?: Account;
  /** Who looks after the account, where that is not the reader. */
  csmNow: Csm | null;
  team: Team;
  locale: Locale;
  company: Company;
}

/** What the page of a customer knows. */
export interface CustomerFacts {
  account?: Account;
  contact?: Contact;
  /** Who looks after the account; the company, where nobody does. */
  csmName: string;
  locale: Locale;
  company: Company;
}

export async function readTaskFacts({ company, records }: WebReads, link: TaskLink, day: Day): Promise<TaskFacts> {
  const [task, account, members] = await Promise.all([
    records.task(link.account, link.task),
    records.account(link.account),
    records.members(),
  ]);
  const team = teamOf(members);
  const person = team.memberOf(link.person);
  const facts = { link, task, account, team, members, person, locale: localeFor(company, person), company };
  if (link.act !== 'done' || task === undefined || account === undefined) return facts;
  const [playbook, tasks] = await Promise.all([
    records.playbook(undefined),
    records.tasksOf(link.account, task.episode),
  ]);
  if (playbook === undefined) return facts;
  const whose = await workedOnBy(account, task, playbook, records);
  return { ...facts, followUps: { ...followUpsOf(task, { tasks, playbook, team, account: whose, day }), playbook } };
}

/** The account whose team works on a task. */
async function workedOnBy(account: Account, task: Task, playbook: Playbook, records: WebReads['records']) {
  if (playOf(task, playbook)?.level !== 'parent') return account;
  const found = await topmostParent(account, async (id) => {
    const parent = await records.account(id);
    return parent && { account: parent };
  });
  return found?.account ?? account;
}

export async function readWholeTaskFacts(
  { company, records }: WebReads,
  link: ReadLink | UndoLink,
): Promise<WholeTaskFacts> {
  const [task, account, members] = await Promise.all([
    records.task(link.account, link.task),
    records.account(link.account),
    records.members(),
  ]);
  const team = teamOf(members);
  // A channel is everybody's.
  const locale = localeFor(company, team.memberOf(link.person));
  const facts = { link, task, account, team, locale, company, people: [], others: [] };
  if (task === undefined) return facts;
  const renewal = renewalOf(task);
  const [episode, others, playbook, answer] = await Promise.all([
    records.episode(link.account, task.episode),
    records.tasksOf(link.account, task.episode),
    records.playbook(task.playbook),
    renewal === undefined ? undefined : records.answer(link.account, renewal),
  ]);
  const ids = new Set([task.subject, episode?.person, answer?.contact]);
  const found = await Promise.all([...ids].map((id) => (id == null ? undefined : records.contact(link.account, id))));
  return { ...facts, episode, others, playbook, answer, people: found.flatMap((contact) => contact ?? []) };
}

/** The renewal that a task is about, where it is about one. */
function renewalOf({ subject }: Task): Day | undefined {
  return subject !== null && isDay(subject) ? subject : undefined;
}

export async function readNextActionFacts(
  { company, records }: WebReads,
  link: NextActionLink,
): Promise<NextActionFacts> {
  const [account, action, state, members] = await Promise.all([
    records.account(link.account),
    records.nextAction(link.account),
    records.state(link.account),
    records.members(),
  ]);
  const team = teamOf(members);
  const locale = localeFor(company, team.memberOf(link.person));
  return { link, account, action, health: state?.health, team, locale, company };
}

export async function readApprovalFacts(
  { company, records }: WebReads,
  link: ApprovalLink,
  today: Day,
): Promise<ApprovalFacts> {
  const [stored, account, members] = await Promise.all([
    records.mail(link.account, link.mail),
    records.account(link.account),
    records.members(),
  ]);
  const team = teamOf(members);
  const present = stored && withoutLeavers(stored, members, today);
  // What is decided already stands as it was decided.
  const mail = stored?.status === 'approval' && present?.may === 'go' ? present.mail : stored;
  const csmNow = somebodyElse(team, link, account, today);
  return { link, mail, account, csmNow, team, locale: localeFor(company, team.memberOf(link.person)), company };
}

/** Who looks after the account, where that is not the reader. */
function somebodyElse(
  team: Team,
  { person }: { person: string },
  account: Account | undefined,
  today: Day,
): Csm | null {
  const csm = account === undefined ? null : team.csmOf(account, today);
  return csm?.id === person ? null : csm;
}

export async function readDraftFacts({ company, records }: WebReads, link: DraftLink, today: Day): Promise<DraftFacts> {
  const [draft, account, members] = await Promise.all([
    records.mail(link.account, link.mail),
    records.account(link.account),
    records.members(),
  ]);
  const team = teamOf(members);
  const csmNow = somebodyElse(team, link, account, today);
  const facts = { link, account, csmNow, team, locale: localeFor(company, team.memberOf(link.person)), company };
  if (draft?.content.type !== 'draft') return { ...facts, hasChoices: false };
  const [sent, playbook] = await Promise.all([
    records.mail(link.account, sentDraftId(draft)),
    records.playbook(draft.playbook),
  ]);
  const hasChoices = playbook?.emails[draft.content.mail.template]?.asks !== undefined;
  return { ...facts, draft, sent, hasChoices };
}

export async function readCustomerFacts(
  { company, records }: WebReads,
  { account: id, contact: contactId }: Pick<CustomerLink, 'account' | 'contact'>,
  today: Day,
): Promise<CustomerFacts> {
  const [account, contact] = await Promise.all([records.account(id), records.contact(id, contactId)]);
  const csm = await csmOn(records, account, today);
  const locale = localeFor(company, contact, account);
  return { account, contact, csmName: csm?.name ?? company.name, locale, company };
}

async function csmOn(records: WebReads['records'], account: Account | undefined, today: Day): Promise<Csm | null> {
  const gone: Csm[] = [];
  let csm = account?.csm === undefined ? undefined : await records.member(account.csm);
  // One by one: who unsubscribes is served by a function that can't read the whole team.
  while (csm !== undefined && hasLeft(csm, today)) {
    gone.push(csm);
    const { successor }: Csm = csm;
    const isKnown = gone.some(({ id }) => id === successor);
    csm = successor === undefined || isKnown ? undefined : await records.member(successor);
  }
  return csm ?? null;
}

/** What the customer said before to what the link is about. */
export async function readSaid({ records }: WebReads, link: CustomerLink): Promise<Said> {
  switch (link.to) {
    case 'renewal':
      return { answer: await records.answer(link.account, link.renewalDate) };
    case 'survey':
      return { survey: await records.surveyAnswers(link.account, link) };
    case 'fit':
      return { fit: await records.mailFeedback(link.account, link.mail) };
    case 'activity':
      return { activity: await records.activityAnswer(link.account, link.mail) };
    case 'cs-nps':
      return { csScore: await records.csScore(link.account, link.mail) };
    case 'preferences': {
      const contact = await records.contact(link.account, link.contact);
      return { optOut: await records.optOut(link.account, link.contact, contact?.email) };
    }
  }
}

export interface Said {
  answer?: Answer;
  survey?: SurveyAnswers;
  fit?: MailRating;
  activity?: ActivityAnswer;
  csScore?: CsScore;
  optOut?: Pick<OptOut, 'kinds'>;
}
