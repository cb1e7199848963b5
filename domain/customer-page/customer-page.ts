import { type Account, type Contact, type Csm, hasChurned, type Stage } from '../account/account.ts';
import { goalLineOf } from '../account/goal-line.ts';
import { episodeId } from '../episodes/episodes.ts';
import type { AccountState } from '../evaluation/evaluate.ts';
import type { Locale } from '../locale/locale.ts';
import { textIn } from '../locale/text.ts';
import type { Playbook, TaskTemplate } from '../playbook/playbook.ts';
import { signalsOfStage } from '../stages/stage-signals.ts';
import { type StageStep, stepsOfStage } from '../stages/stage-steps.ts';
import type { Task } from '../tasks/task.ts';
import { undoableChange } from '../tasks/task-changes.ts';
import type { Day } from '../time/day.ts';
import type { CustomerComment } from './comment.ts';
import type { GoalProposal } from './goal-proposal.ts';

/**
 * All that a customer's own page shows. It is a type of its own, so that nothing of ours gets there because somebody adds
 * it to what we know: scores, signals, risks, notes, money and what is known of other people have no place in it.
 */
export interface CustomerPage {
  /** Whose page it is. */
  account: string;
  reader: string | null;
  /** Who looks after them. */
  csm: { name: string; email: string } | null;
  /** The way, as far as it is told to customers, the first stage first; empty where their stage is not. */
  stages: { label: string; state: 'past' | 'current' | 'to-come' }[];
  /** Where the stage leads. */
  goal: string | null;
  steps: CustomerStep[];
  success: SuccessGoal | null;
  /** A goal that we propose, by whose moment it is agreed on; `null` once it is, or where there is none. */
  proposal: { at: string; name: string; start: number | null; target: number | null; date: Day | null } | null;
  /** What the reader wrote themselves, the latest first. */
  comments: { text: string; day: Day }[];
}

/** What has to be done on the way. */
export interface CustomerStep {
  /** By which it is ticked off. */
  template: string;
  title: string;
  doneBy: TaskTemplate['doneBy'];
  state: 'open' | 'done' | 'to-come';
  due: Day | null;
  doneOn: Day | null;
  /** Who ticked it off; `null` where it is not done. */
  ticked: 'reader' | 'colleague' | 'us' | null;
  mayTick: boolean;
  /** The reader ticked it off a moment ago. */
  mayUndo: boolean;
}

/** What the customer wants to reach with it. */
export interface SuccessGoal {
  name: string;
  value: number | null;
  start: number | null;
  target: number | null;
  date: Day | null;
  /** Of the way from start to target. */
  share: number | null;
}

/** What the page is made of. */
export interface CustomerPageFacts {
  account: Account;
  contact: Contact;
  csm: Csm | null;
  playbook: Playbook;
  state: Pick<AccountState, 'stage' | 'episodes'> | undefined;
  /** Those of the stage. */
  tasks: Task[];
  comments: CustomerComment[];
  proposal?: GoalProposal | undefined;
  /** Of the measure of their goal, as of today. */
  measured: number | null;
  today: Day;
  nowInMs: number;
  locale: Locale;
}

/** Why there is nothing to show. */
export type NoCustomerPage = 'gone' | 'churned';

/** Whose page can't be shown: of an account or a person that is not known any more, or of a contract that is over. */
export function whyNoCustomerPage(
  { account, contact }: { account: Account | undefined; contact: Contact | undefined },
  today: Day,
): NoCustomerPage | null {
  if (account === undefined || contact === undefined) return 'gone';
  return hasChurned(account, today) ? 'churned' : null;
}

/** What the tasks of the account's stage begin with: `<account>/<signal>/<since>/`. */
export function beginningsOfStageTasks(
  account: string,
  { stage, since }: { stage: Stage; since: Day },
  playbook: Playbook,
): string[] {
  return signalsOfStage(playbook, stage).map((signal) => `${account}/${signal}/${since}/`);
}

export function customerPageOf(facts: CustomerPageFacts): CustomerPage {
  const { account, contact, csm, playbook, state, comments, locale } = facts;
  const entry = state?.stage ? playbook.stages[state.stage.stage] : undefined;
  return {
    account: account.name,
    reader: contact.name ?? null,
    csm: csm && { name: csm.name, email: csm.email },
    stages: wayOf(facts),
    goal: textIn(entry?.customerGoal, locale) ?? null,
    steps: customerStepsOf(facts),
    success: successOf(facts),
    proposal: proposalOf(facts),
    comments: comments
      .filter((comment) => comment.contact === contact.id)
      .map(({ text, day }) => ({ text, day }))
      .sort((a, b) => (a.day > b.day ? -1 : Number(a.day < b.day))),
  };
}

function wayOf({ playbook: { stages }, state, locale }: CustomerPageFacts): CustomerPage['stages'] {
  const way: Stage[] = [];
  const first = (Object.keys(stages) as Stage[]).find((stage) => stages[stage]?.customerLabel !== undefined);
  for (let stage = first; stage !== undefined && !way.includes(stage); stage = stages[stage]?.next) way.push(stage);
  const told = way.filter((stage) => stages[stage]?.customerLabel !== undefined);
  const current = told.indexOf(state?.stage?.stage as Stage);
  if (current === -1) return [];
  return told.map((stage, i) => ({
    label: textIn(stages[stage]?.customerLabel, locale) ?? '',
    state: i < current ? 'past' : i === current ? 'current' : 'to-come',
  }));
}

const shownStates = { open: 'open', done: 'done', 'to-come': 'to-come' } as const;

/** The steps of the stage that have a name for customers: those that are done, that are to be done, and that come later. */
export function customerStepsOf(
  facts: Pick<CustomerPageFacts, 'account' | 'contact' | 'playbook' | 'state' | 'tasks' | 'nowInMs' | 'locale'>,
): CustomerStep[] {
  const { account, playbook, state, tasks } = facts;
  if (!state?.stage) return [];
  const steps = stepsOfStage(state.stage, {
    ...{ playbook, tasks, episodes: state.episodes },
    isEnded: (episode) => {
      const id = episodeId(account.id, episode);
      return tasks.some((task) => task.episode === id && task.outcome === 'false-alarm');
    },
  });
  return steps.flatMap((step) => customerStep(step, facts) ?? []);
}

/** What is left of the stage once a step is done: so many others, and whether a person has to say that its goal is reached. */
export function stepsLeft(
  facts: Parameters<typeof customerStepsOf>[0],
  done: string,
): { left: number; asksForGoal: boolean } {
  const left = customerStepsOf(facts).filter(({ template, state }) => template !== done && state !== 'done').length;
  const stage = facts.state?.stage && facts.playbook.stages[facts.state.stage.stage];
  return { left, asksForGoal: left === 0 && stage?.next !== undefined && stage.reachedWhen.length === 0 };
}

function customerStep(
  { template, status, tasks }: StageStep,
  { contact, playbook, nowInMs, locale }: Pick<CustomerPageFacts, 'contact' | 'playbook' | 'nowInMs' | 'locale'>,
): CustomerStep | undefined {
  const entry = playbook.tasks[template];
  const title = textIn(entry?.customerTitle, locale);
  if (entry === undefined || title === undefined || !(status in shownStates)) return undefined;
  const { doneBy } = entry;
  const state = shownStates[status as keyof typeof shownStates];
  const meant = tasks.filter((task) => task.status === status);
  const lastDay = (days: (Day | null)[]) =>
    days.reduce((last, day) => (last === null || (day ?? '') > last ? day : last), null);
  const isUndoable = (task: Task) => undoableChange(task, { by: undefined, contact: contact.id }, nowInMs) !== null;
  return {
    template,
    title,
    doneBy,
    state,
    due: state === 'open' ? lastDay(meant.map(({ due }) => due)) : null,
    doneOn: state === 'done' ? lastDay(meant.map(({ closedOn }) => closedOn)) : null,
    ticked: state === 'done' ? tickedBy(meant, contact) : null,
    mayTick: state === 'open' && doneBy !== 'own',
    mayUndo: state === 'done' && doneBy !== 'own' && meant.some(isUndoable),
  };
}

function tickedBy(tasks: Task[], reader: Contact): NonNullable<CustomerStep['ticked']> {
  const who = tasks.flatMap(({ history = [] }) => history.findLast(({ act }) => act === 'done')?.contact ?? []);
  if (who.length === 0) return 'us';
  return who.includes(reader.id) ? 'reader' : 'colleague';
}

function proposalOf({ proposal }: CustomerPageFacts): CustomerPage['proposal'] {
  if (proposal === undefined || proposal.agreed !== undefined) return null;
  const { at, name, start = null, target = null, date = null } = proposal;
  return { at, name, start, target, date };
}

function successOf({ account, playbook, measured, locale }: CustomerPageFacts): SuccessGoal | null {
  const line = goalLineOf(account);
  if (line === 'no-goal') return null;
  const { goalName, goalMeasure, goalStart, goalTarget, goalDate } = account;
  const name = goalName ?? (goalMeasure === undefined ? undefined : textIn(playbook.labels[goalMeasure], locale));
  if (name === undefined) return null;
  return {
    name,
    value: measured,
    start: goalStart ?? null,
    target: goalTarget ?? null,
    date: goalDate ?? null,
    share:
      line === 'goal-incomplete' || measured === null ? null : (measured - line.start) / (line.target - line.start),
  };
}
