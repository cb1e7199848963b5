import type { Account, Contact, Stage } from '../account/account.ts';
import type { Activity, DeadAddress } from '../activities/activity.ts';
import type { Answer } from '../answers/renewal-answer.ts';
import { type AccountState, type Evaluation, evaluate } from '../evaluation/evaluate.ts';
import { stateInStage } from '../evaluation/state-as-of.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { type PastAccount, pastAccount } from '../ledger/account-as-of.ts';
import type { LedgerEntry, LedgerFact } from '../ledger/ledger-entry.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { ParentFacts } from '../plays/addressee.ts';
import type { PlanContext } from '../plays/episode-work.ts';
import { type PlannedWork, planWork, stateAfter } from '../plays/plan-work.ts';
import type { Freshness } from '../sources/freshness.ts';
import type { Task } from '../tasks/task.ts';
import type { TaskOutcome } from '../tasks/task-outcome.ts';
import { businessDayCounts } from '../time/business-day-counts.ts';
import { addDays, type Day } from '../time/day.ts';
import type { OvertakenDay } from '../usage/late-usage.ts';
import type { UsageDay } from '../usage/tally/usage-tally.ts';
import { usageTimeline, usageTimelineAsKnown } from './timeline.ts';

/** From its day on the account's facts are these; what it doesn't name stays. */
export interface FactChange {
  day: Day;
  account?: Partial<Account>;
  /** Contacts that came or changed, by id. */
  contacts?: (Partial<Contact> & { id: string })[];
}

/** Somebody finishes whatever is open of a template on a day. */
export interface TaskFinish {
  day: Day;
  template: string;
  /** Only those of the episode about this subject; any when it is not said. */
  subject?: string;
  outcome: TaskOutcome | null;
}

/** The account's ledger, and what of it is known on each day: to ask what would have been, what was known at its end. */
export interface ReplayLedger {
  entries: readonly LedgerEntry[];
  /** What is known on the day was recorded before this instant (ms); without it, all of it is. */
  knownBefore?(day: Day): number;
}

/** Everything that one account went through from one day to another. What is dated counts from its day on. */
export interface ReplayInput {
  account: Account;
  contacts: Contact[];
  changes?: FactChange[];
  /** Where it is given, what it says of each day counts, and nothing that `account` says of the facts that it holds. */
  ledger?: ReplayLedger;
  usageDays: UsageDay[];
  /** What stood of usage days until they changed late. With it each day goes by the usage as it was known at its end. */
  overtakenDays?: readonly OvertakenDay[];
  activities: Activity[];
  answers: Answer[];
  deadAddresses: DeadAddress[];
  /** Its topmost parent as it is today, where the playbook asks for it; `null`: it is not known. */
  parent?: ParentFacts | null;
  finishes?: TaskFinish[];
  freshness: (asOf: Day) => Freshness;
  fleet?: Fleet | undefined;
  playbook: Playbook;
  context: Omit<PlanContext, 'now'>;
  from: Day;
  to: Day;
  /** What the day before `from` left; `null` when nobody looked at the account until then. */
  previous: AccountState | null;
}

/** What one day brought. */
export interface ReplayedDay extends Pick<PlannedWork, 'opened' | 'closed' | 'tasks' | 'mails'> {
  day: Day;
  /** What every rule said, the score, and the state to go on from. */
  evaluation: Evaluation;
  /** The stage it moved on to, or was first seen in. */
  stageEntered: Stage | null;
  /** What could not be finished, since no such task was open. */
  notOpen: TaskFinish[];
  /** What the ledger did not know of the day. */
  unknownFacts: LedgerFact[];
}

/** Goes through the days one by one, as the nightly run would have: the same evaluation, the same plays. */
export function* replayDays(input: ReplayInput): Generator<ReplayedDay> {
  const { playbook, freshness, from, to } = input;
  const timeline = usageOf(input);
  const businessDays = businessDayCounts(input.context.calendar, input.context.company.country);
  const facts = new Facts(input);
  const tasks = new OpenTasks(input.activities);
  let state = input.previous;

  for (let day = from; day <= to; day = addDays(day, 1)) {
    const { account, contacts, stage: stageByLedger, unknownFacts } = facts.asOf(day);
    if (!state?.stage) state = stateInStage(state, stageByLedger, day);
    const finishes = (input.finishes ?? []).filter((finish) => finish.day === day);
    const notYetOpen = finishes.filter((finish) => !tasks.finish(finish));
    const stageBefore = state?.stage?.stage ?? null;
    const brought: Pick<PlannedWork, 'opened' | 'closed' | 'tasks' | 'mails'> = {
      opened: [],
      closed: [],
      tasks: [],
      mails: [],
    };
    const usage = timeline.asOf(day);
    const known = {
      account,
      contacts,
      usage,
      businessDays,
      fleet: input.fleet,
      playbook,
      freshness: freshness(day),
      activities: tasks.activities.filter((activity) => activity.day <= day),
      answers: input.answers,
      deadAddresses: input.deadAddresses.filter((dead) => dead.day <= day),
      ...(input.parent !== undefined && { parent: input.parent }),
    };
    let evaluation: Evaluation;
    let isPartial: boolean;
    do {
      const given = { ...known, previous: state };
      evaluation = evaluate(given);
      const work = planWork(given, evaluation, { ...input.context, now: `${day}T00:00:00.000Z` });
      brought.opened.push(...work.opened);
      brought.closed.push(...work.closed);
      brought.tasks.push(...work.tasks);
      brought.mails.push(...work.mails);
      // What an answer asks for is raised as it closes the tasks of the one before, and stays open.
      tasks.closeWith([...work.closed.map(({ id }) => id), ...work.abandoned], work.overtaken);
      tasks.raise(work.tasks);
      state = stateAfter(evaluation, work);
      isPartial = work.isPartial;
    } while (isPartial);

    const stage = evaluation.stage?.stage ?? null;
    yield {
      day,
      ...brought,
      evaluation: { ...evaluation, next: state },
      stageEntered: stage === stageBefore ? null : stage,
      notOpen: notYetOpen.filter((finish) => !tasks.finish(finish)),
      unknownFacts,
    };
  }
}

export const usageOf = ({ usageDays, overtakenDays, playbook, to }: ReplayInput) =>
  overtakenDays === undefined
    ? usageTimeline(usageDays, playbook, to)
    : usageTimelineAsKnown(usageDays, overtakenDays, playbook, to);

/** The account's facts as they stood on each day, asked for in the order of the days. */
export class Facts {
  private account: Account;
  private contacts: Contact[];
  private readonly coming: FactChange[];
  private readonly ledger: ReplayLedger | undefined;
  private past: (PastAccount & { of: Account; entries: number }) | undefined;

  constructor(input: Pick<ReplayInput, 'account' | 'contacts' | 'changes' | 'ledger'>) {
    const { account, contacts, changes = [], ledger } = input;
    this.account = account;
    this.contacts = contacts;
    this.ledger = ledger;
    this.coming = changes.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  }

  /** As long as nothing has changed its parts stay the same objects. */
  asOf(day: Day): PastAccount & { contacts: Contact[] } {
    while (this.coming[0] !== undefined && this.coming[0].day <= day) this.take(this.coming.shift() as FactChange);
    const { account, contacts, ledger } = this;
    if (ledger === undefined) return { account, contacts, stage: null, unknownFacts: [] };
    return { ...this.byLedger(ledger, day), contacts };
  }

  /** From one day to the next entries only come to count, so where they are as many as before they are the same. */
  private byLedger({ entries, knownBefore }: ReplayLedger, day: Day): PastAccount {
    const known = knownBefore?.(day) ?? Number.POSITIVE_INFINITY;
    const count = entries.filter(({ from, recordedAt }) => from <= day && recordedAt < known).length;
    if (this.past?.entries !== count || this.past.of !== this.account) {
      this.past = { ...pastAccount(this.account, entries, day, known), of: this.account, entries: count };
    }
    return this.past;
  }

  private take({ account, contacts = [] }: FactChange): void {
    this.account = { ...this.account, ...account };
    const byId = new Map(this.contacts.map((contact) => [contact.id, contact]));
    for (const change of contacts) {
      byId.set(change.id, { account: this.account.id, ...byId.get(change.id), ...change });
    }
    this.contacts = [...byId.values()];
  }
}

/** The tasks that nobody has finished yet, and what was done: a finished task is an activity. */
export class OpenTasks {
  readonly activities: Activity[];
  private open: Task[] = [];

  constructor(activities: Activity[]) {
    this.activities = [...activities];
  }

  raise(tasks: Task[]): void {
    this.open.push(...tasks);
  }

  closeWith(episodes: string[], single: string[]): void {
    const closed = new Set([...episodes, ...single]);
    this.open = this.open.filter(({ id, episode }) => !closed.has(episode) && !closed.has(id));
  }

  /** Whether there was one to finish. */
  finish({ day, template, subject, outcome }: TaskFinish): boolean {
    const isMeant = (task: Task) => task.template === template && (subject === undefined || task.subject === subject);
    const finished = this.open.filter(isMeant);
    this.open = this.open.filter((task) => !isMeant(task));
    for (const { id, episode } of finished) {
      this.activities.push({ id: `task/${id}`, day, kind: 'task', task: { id, episode, template, outcome } });
    }
    return finished.length > 0;
  }
}
