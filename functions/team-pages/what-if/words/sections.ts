import type { Day } from '../../../../domain/time/day.ts';
import type { MailCounts } from '../../../../domain/what-if/customer-mails.ts';

/** What would have been by other numbers. */
export interface WhatIfWords {
  heading: string;
  lead(of: { from: Day; to: Day; accounts: number }): string;
  change(before: string, after: string): string;
  episodes(signal: string): string;
  comesAndGoes(comes: number, goes: number): string;
  /** Why what comes and goes doesn't make up for how many there are. */
  sameAsOther(signal: string): string;
  tasks: string;
  aWeek(before: string, after: string): string;
  mails: string;
  same: string;
  /** What can't be told. */
  none: { heading: string; lead: string };
  tellableFrom(day: Day): string;
  withoutPast(accounts: number): string;
  begun(accounts: number): string;
  noData(signal: string): string;
  unknown(signal: string, percent: string, unknown: number, days: number): string;
  chart: {
    title(whose: string | null): string;
    summary(before: number, after: number, weeks: number): string;
    week: string;
    before: string;
    after: string;
    capacity: string;
    numbers: string;
    key: string;
    keyWithCapacity: string;
    /** Where the period begins or ends within a week. */
    inPart: string;
    all: string;
  };
  people: {
    heading: string;
    person: string;
    aWeek: string;
    capacity: string;
    over: string;
    ofWeeks(before: number, after: number, weeks: number): string;
    nobody: string;
    noCapacity: string;
    more(people: number): string;
  };
  openToday: {
    heading(day: Day): string;
    counts(opens: number, closes: number): string;
    opens: string;
    closes: string;
    mrr: string;
    csm: string;
  };
  accounts: {
    heading: string;
    account: string;
    what: string;
    day: string;
    signal: string;
    comes: string;
    goes: string;
    none: string;
    more(count: number): string;
  };
  fates: { heading: string; fate: string; before: string; after: string; of: Record<keyof MailCounts, string> };
}
