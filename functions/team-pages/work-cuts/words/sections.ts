import type { Day } from '../../../../domain/time/day.ts';
import type { WorkCut } from '../../../../domain/work-cuts/cut-work.ts';
import type { Seniority } from '../../../../domain/work-cuts/seniority.ts';
import type { PeriodInMonths } from '../asked.ts';

interface Section {
  heading: string;
  lead: string;
  none: string;
}

export interface CutsWords {
  heading: string;
  lead(works: number, accounts: number, months: PeriodInMonths): string;
  tabs: { label: string; map: string; cuts: string; survey: string };
  filters: { months: string; period(months: PeriodInMonths): string; by: string };
  empty: { heading: string; lead: string };
  recurring: Section & {
    columns: { activity: string; works: string; minutes: string; repeated: string; saving: string };
    /** Leads to where it is agreed that it is to be done before anybody asks. */
    move: string;
    untimed(works: number): string;
    tooFew(needed: number): string;
    /** Where nobody wrote down how long one of them took. */
    noTimes: string;
  };
  replies: Section & {
    columns: { activity: string; inquiries: string; mean: string; atOnce: string; most: string };
    unknown(inquiries: number): string;
  };
  offers: Section & {
    columns: { initiative: string; agreed: string };
    difference(points: string, low: string, high: string): string;
    onlyBetween(low: string, high: string): string;
    notProof: string;
  };
  experience: Section & {
    columns: { activity: string; veterans: string; newcomers: string; difference: string };
    group(people: number, works: number, minutes: string | undefined): string;
  };
  cut: {
    /** Of what is told apart by such. */
    heading(by: string): string;
    by: string;
    cuts: Record<WorkCut, string>;
    columns: { works: string; accounts: string; reactive: string; minutes: string; median: string };
    values: {
      effort: Record<string, string>;
      frequency: Record<string, string>;
      tenure: Record<Seniority, string>;
    };
    /** @param guessed of how many people nobody said when they joined */
    tenureHint(guessed: number): string;
  };
  fix: {
    heading: string;
    lead: string;
    activity: string;
    on: string;
    show: string;
    badDay: string;
    columns: { side: string; weeks: string; works: string; rate: string };
    before: string;
    after: string;
    perAccount: string;
    perWeek: string;
    less(percent: string, low: string, high: string): string;
    more(percent: string, low: string, high: string): string;
    noChange(low: string, high: string): string;
    tooFew(weeks: number, works: number): string;
    about: string;
  };
  initiatives: { reactive: string; proactive: string; none: string };
  scopes: { custom: string; general: string };
  skills: { basic: string; expert: string };
  outcomes: { solved: string; open: string; agreed: string; declined: string; none: string };
  notSaid: string;
  minutes(minutes: string): string;
  works(works: number): string;
  ofAccounts(accounts: number): string;
  nothing: string;
  range(low: string, high: string): string;
  onlyRange(low: string, high: string): string;
  withRange(value: string, range: string): string;
  shareOf(successes: number, of: number, share: string, range: string): string;
  fewOf(successes: number, of: number, range: string, needed: number): string;
  /** The rows behind a number. */
  work: {
    heading: string;
    lead(works: number, first: Day, last: Day): string;
    none: string;
    columns: {
      day: string;
      account: string;
      activity: string;
      by: string;
      initiative: string;
      minutes: string;
      outcome: string;
    };
    back: string;
  };
}
