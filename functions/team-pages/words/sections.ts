import type { NotRecognised } from '../../../domain/sign-in/identity-provider.ts';
/** What stands around every page, and on those that sign in. */
export interface ShellWords {
  skip: string;
  menu: {
    label: string;
    today: string;
    tasks: string;
    accounts: string;
    mails: string;
    meeting: string;
    activities: string;
    signals: string;
    plays: string;
    kpis: string;
    map: string;
    setUp: string;
  };
  /** What can be done by single keys. */
  keys: { heading: string; does: Record<'/' | 'j' | 'k' | '?', string>; areOn: string; close: string };
  signOut: string;
  signedInAs(name: string): string;
  /** Takes back what was done a moment ago. */
  undo: string;
  /** What was taken back: the only one, or how many. */
  undone(name: string): string;
  severalUndone(count: number): string;
  noneUndone: string;
  /** Why something was not taken back. */
  notUndone: {
    told(name: string, who: string): string;
    since(name: string, what: string): string;
    late(name: string): string;
    /** Of a stage of which something else was said. */
    stageSince(name: string): string;
    /** Of an improvement that somebody changed. */
    moveSince(name: string): string;
    /** Of a version of the playbook after which another came. */
    publishedSince(name: string): string;
    /** Of a mail that has left, or that somebody decided on anew. */
    left(name: string): string;
  };
  tooLateToUndo: { heading: string; lead: string };
  /** Sends the same form again. */
  tryAgain: string;
  /** Of whom figures of the past tell, though nothing is kept of it. */
  erasedAccount: string;
  noRight: { heading: string; lead: string };
  notFound: { heading: string; lead: string };
  staleForm: { heading: string; lead: string };
  /** Where a file has to be handed in again. */
  fileAgain: string;
  /** More than any file that can be handed in. */
  tooLargeFile: { heading: string; lead: string };
  /** Of lists: what filters and pages say. */
  list: {
    filters: { all: string; show: string; clear: string };
    pages: { label: string; first: string; next: string };
    csv: string;
  };
  chart: ChartWords;
}

export interface ChartWords {
  /** Opens the table of them. */
  numbers: string;
  /** Headings of that table: the day from which a value was so. */
  from: string;
  value: string;
  none: string;
  course(of: { first: string; last: string; lowest: string; highest: string }): string;
  sentences(parts: string[]): string;
}

export interface SignInPageWords {
  ask: {
    heading: string;
    lead: string;
    address: string;
    button: string;
    byProvider(provider: string): string;
    orByMail: string;
  };
  goOn: { heading(provider: string): string; lead: string; button: string };
  /** Why somebody is not signed in by the provider, and what to do. */
  byProvider: Record<NotRecognised, (who: { address: string; ask: string }) => string> & {
    down(provider: string): string;
    stopped(provider: string): string;
    useless(provider: string): string;
  };
  badAddress: string;
  asked: { heading: string; lead(minutes: number): string };
  confirm: { heading(name: string): string; lead: string; button: string };
  used: { heading: string; lead: string };
  expired: { heading: string; lead: string };
  again: string;
  signedOut: { heading: string; lead: string };
}
