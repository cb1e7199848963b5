import type { DataRequestKind } from '../../../../domain/personal-data/data-request.ts';

export interface PersonalDataWords {
  heading: string;
  lead: string;
  /** Whose data. */
  whose: {
    heading: string;
    account: string;
    accountHint: string;
    person: string;
    personHint: string;
    button: string;
    missing: string;
    longId: string;
  };
  chosen: {
    /** All of the account. */
    ofAccount(account: string): string;
    ofPerson(person: string, account: string): string;
    unknown: string;
    another: string;
    people: string;
    morePeople: string;
  };
  everywhere: string;
  everywhereHint: string;
  export: { heading: string; lead: string; button: string };
  erase: {
    heading: string;
    /** What happens, a line each. */
    ofPerson: readonly string[];
    ofAccount: readonly string[];
    final: string;
    confirm: string;
    button: string;
    otherId: string;
  };
  readmit: { heading: string; lead: string; button: string };
  requests: {
    heading: string;
    lead: string;
    none: string;
    columns: { when: string; what: string; about: string; who: string; state: string };
    kinds: Record<DataRequestKind, string>;
    states: { running: string; done: string; failed: string; still: string };
    forgotten: string;
  };
  request: {
    running(rows: number): string;
    mayLeave: string;
    done: Record<DataRequestKind, string>;
    nothing: string;
    file: string;
    part(n: number, all: number): string;
    fileHint: string;
    fileGone: string;
    table: { heading: string; place: string; found: string; erased: string; left: string };
    rest: string;
    onItsWay: string;
    unseen: Record<'export' | 'erase', string>;
    bySearching: string;
    goneOn(day: string): string;
    remains: string;
    failed: Record<'not-confirmed' | 'unknown-account' | 'not-erased' | 'broken' | 'still', string>;
    isParent(accounts: string, more: number): string;
    unreadable(days: number, from: string): string;
    back: string;
  };
}
