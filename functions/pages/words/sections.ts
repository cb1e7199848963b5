import type { Csm } from '../../../domain/account/account.ts';
import type { RenewalAnswer } from '../../../domain/answers/renewal-answer.ts';
import type { TaskAct } from '../../../domain/links/link.ts';
import type { MailKind } from '../../../domain/mail/mail-kinds.ts';
import type { FeedbackVerdict, TaskStatus } from '../../../domain/tasks/task.ts';
import type { TaskRefusal } from '../../../domain/tasks/task-changes.ts';
import type { TaskOutcome } from '../../../domain/tasks/task-outcome.ts';
import type { Day } from '../../../domain/time/day.ts';

/** Every word of the pages. */
export interface PageWords {
  unknownLink: { heading: string; lead: string };
  expiredLink: { heading: string; lead: string };
  trouble: { heading: string; lead: string };
  /** Opens the same page once more. */
  openAgain: string;
  unreadableForm: { heading: string; lead: string };
  /** Too many do something at once. */
  busy: { heading: string; lead: string };
  /** Above the form, with what was filled in. */
  notStoredYet: string;
  /** What somebody sent by a link of no use. */
  notStored: string;
  task: {
    about(account: string, due: Day): string;
    /** Whoever did it, as the reader would call them. */
    you: string;
    somebody: string;
    person(name: string): string;
    acts: Record<TaskAct, { lead: string; button: string }>;
    outcome: string;
    outcomes: Record<TaskOutcome, string>;
    /** Of a task that asks why the customer leaves. */
    reasonQuestion: string;
    reason: string;
    reasonShown(label: string): string;
    /** In the place of a reason: they don't leave after all. */
    stays: string;
    minutes: string;
    minutesShown(minutes: number): string;
    note: string;
    noteForReceiver: string;
    optional: string;
    until: string;
    inDays(businessDays: number, day: Day): string;
    dayOff(day: Day): string;
    anotherDay: string;
    to: string;
    choose: string;
    people: string;
    roles: string;
    others: string;
    backOn(day: Day): string;
    snoozedNow: string;
    feedback: Record<FeedbackVerdict, string>;
    feedbackGiven: string;
    done: Record<TaskAct, { heading: string; lead: string }>;
    /** What comes once the task is done, before it is and right after. */
    follows: {
      before(title: string, who: string[]): string;
      after(title: string, who: string[]): string;
      waitsFor(who: string[]): string;
      none: string;
      unknown: string;
    };
    /** A mail of the play did not go, since nobody approved it. */
    notApproved: string;
    notApprovedSince(day: Day): string;
    closed: { heading: string } & Record<Exclude<TaskStatus, 'open'>, (who: string, day: Day) => string>;
    elsewhere: { heading(name: string): string; lead(who: string, day: Day): string; unknownLead: string };
    gone: { heading: string; lead: string };
    /** What was sent came after what the page tells. */
    notRecorded: string;
    refused: Record<
      TaskRefusal | 'nobody' | 'bad-minutes' | 'no-outcome' | 'no-reason' | 'no-verdict' | 'too-long',
      string
    >;
  };
  approval: {
    heading(person: string): string;
    lead: string;
    from: string;
    to: string;
    subject: string;
    body: string;
    marks: string;
    answerLinks(place: string): string;
    /** Another one looks after the account by now. */
    elsewhere(csm: string, account: string): string;
    send: string;
    drop: string;
    approved(who: string): { heading: string; lead: string };
    sent(who: string): { heading: string; lead: string };
    held(who: string): { heading: string; lead: string };
    dropped(who: string): { heading: string; lead: string };
    expired: { heading: string; lead: string };
    notReady: { heading: string; lead: string };
    gone: { heading: string; lead: string };
    /** What was sent came after it was decided. */
    tooLate: string;
    /** Offers to take back what one decided: of a mail that is to go, of one that is not; and says what came of it. */
    takeBack: { approved: string; dropped: string; button: string; told: string; tooLate: string };
    refused: { empty: string; tooLong: string; choose: string };
  };
  customer: {
    comment: string;
    optional: string;
    refused: { choose: string; tooLong: string };
    /** They changed their answer so often that the next one is not taken; `stands`: the last one that was. */
    full: { heading: string; lead(stands: string, csm: string): string; written: string };
    renewal: {
      about(account: string): string;
      heading(day: Day): string;
      lead(csm: string): string;
      answers: Record<RenewalAnswer, string>;
      send: string;
      legend: string;
      said: {
        you(day: Day, answer: string): string;
        colleague(day: Day, answer: string): string;
        recorded(csm: string, day: Day, answer: string): string;
      };
      thanks: Record<RenewalAnswer, { heading: string; lead(csm: string): string }>;
      changeIt: string;
    };
    survey: {
      heading(company: string): string;
      ends: { low: string; high: string };
      legend: string;
      why: string;
      send: string;
      said(value: number): string;
      thanks: { heading: string; lead(csm: string): string };
    };
    fit: { heading: string; send: string; legend: string; thanks: { heading: string; lead: string } };
    csNps: { heading(csm: string): string; lead: string };
    activity: { heading: string; send: string; legend: string; thanks: { heading: string; lead: string } };
    preferences: {
      heading(company: string): string;
      lead: string;
      legend: string;
      kinds: Record<MailKind, { label: string; hint: string }>;
      send: string;
      saved: { heading: string; none: string; some(kinds: string[]): string };
      contract: string;
    };
  };
}

/** Every word of the page from which a CSM sends a draft. */
export interface DraftWords {
  heading(person: string): string;
  lead: string;
  /** Where the company lets such mails go from the CSM's own mail program only. */
  ownOnly: string;
  buttons: string;
  twice: string;
  own: { heading: string; open: string; copy: string };
}

/** Every word of the page on which the next action of an account is agreed. */
export interface NextActionWords {
  heading(account: string): string;
  lead: string;
  label: string;
  hint: string;
  save: string;
  soFar: string;
  noted(text: string, who: string | undefined, day: Day): string;
  saved: { heading: string; lead: string };
  gone: { heading: string; lead: string };
  refused: { empty: string; tooLong: string; changed(who: string | undefined): string };
}

/** Every word about taking back what was done a moment ago. */
export interface UndoWords {
  offer: string;
  button: string;
  ask: { heading: string; lead: string };
  undone: { heading: string; lead: string };
  /** What has come of it already, and stays. */
  gone: { heading: string; item(title: string, who: string): string };
  tooLate: { heading: string; lead: string };
}

/** Every word of the page that shows a task whole. */
export interface WholeTaskWords {
  about(account: string, due: Day, isLate: boolean): string;
  /** Who has it, where it is open. */
  with: { reader: string; nobody: string; other(name: string): string };
  snoozed(day: Day): string;
  said: string;
  /** Who said it, and when. */
  saidBy(who: string | undefined, day: Day): string;
  saidOfRenewal(answer: string, who: string | undefined, day: Day): string;
  person: string;
  unnamed: string;
  history: string;
  /** One of the customer's people, on their own page. */
  customer: string;
  acts: {
    done(who: string): string;
    undone(who: string): string;
    snoozed(who: string, until: Day): string;
    'handed-over'(who: string, to: string): string;
    feedback(who: string, verdict: FeedbackVerdict): string;
    'approval-expired'(): string;
  };
  others: string;
  other(title: string, who: string, state: string): string;
  doneOn(day: Day): string;
  closedOn(day: Day): string;
  verdicts: Record<FeedbackVerdict, string>;
}

export interface WhoeverLeftWords {
  heading(successor: Csm | null): string;
  lead(whomToTell: Csm | null): string;
}

/** Every word of the page that a customer has of their own. */
export interface CustomerPageWords {
  /** Whose it is: also for those whom the link was sent on to. */
  about(account: string, reader: string | null): string;
  heading: { next(title: string): string; proposal: string; allDone: string; nothing: string };
  lead: { by(day: Day): string; since(day: Day): string; progress(done: number, all: number): string; nothing: string };
  way: { heading: string; states: Record<'past' | 'current' | 'to-come', string> };
  goal: string;
  steps: {
    progress(done: number, all: number): string;
    groups: Record<'joint' | 'customer' | 'own', string>;
    by(day: Day): string;
    since(day: Day): string;
    done(day: Day, who: 'reader' | 'colleague' | 'us'): string;
    toCome: string;
    tick: string;
    tickNext: string;
    /** For those who hear the page: of which step. */
    ofStep(title: string): string;
    undo: string;
    undoHint: string;
  };
  success: {
    heading: string;
    none: string;
    value: string;
    noValue: string;
    start: string;
    target: string;
    by: string;
    far(share: number): string;
    /** Of a goal that nobody has agreed on yet. */
    proposed: string;
    agree: string;
    orWrite: string;
  };
  comments: {
    heading: string;
    label(csm: string): string;
    hint: string;
    send: string;
    earlier: string;
    on(day: Day): string;
  };
  csm: { heading: string; none(company: string): string; write: string };
  until(day: Day): string;
  told: {
    ticked(title: string): string;
    already(title: string, who: 'reader' | 'colleague' | 'us', day: Day): string;
    undone(title: string): string;
    agreed(goal: string): string;
    otherGoal: string;
    tooLate: string;
    gone: string;
    commented(csm: string): string;
    empty: string;
    tooLong: string;
    tooMany(csm: string): string;
  };
  revoked: { heading: string; lead: string };
  /** Who asks for a new one: of whoever looks after them, where somebody does. */
  expired: { heading: string; lead(csm: string | null): string };
  gone: { heading: string; lead: string };
  churned: { heading: string; lead: string };
}
