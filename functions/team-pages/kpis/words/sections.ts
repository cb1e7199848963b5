import type { Attribute } from '../../../../domain/kpis/customer-course.ts';
import type { Period, PeriodUnit } from '../../../../domain/kpis/period.ts';
import type { Month } from '../../../../domain/time/day.ts';
import type { ChoiceName, Chosen } from '../asked.ts';

export interface KpisPageWords {
  heading(period: string): string;
  lead(mrr: string, customers: number, gained: number, lost: number): string;
  none: { heading: string; lead: string };
  /** When what was reported is in the numbers. */
  asOf: string;
  period(unit: PeriodUnit, period: Period): string;
  units: { label: string } & Record<PeriodUnit, string>;
  periods: {
    label: string;
    before(name: string): string;
    after(name: string): string;
    /** Twelve more of them. */
    earlier: string;
    later: string;
    /** A day, of the period that it lies in. */
    goTo: string;
    show: string;
  };
  /** How customers are told apart. */
  cuts: {
    label: string;
    by: Record<Attribute | 'all', string>;
    compare: Record<Attribute, string>;
    only(attribute: Attribute, value: string): string;
    unknown: string;
    meaning: string;
    ofAllOnly: string;
  };
  currencies: string;
  before(value: string): string;
  tooFew(least: number): string;
  countings: { label: Record<ChoiceName, string> } & {
    [Name in Exclude<ChoiceName, 'back'>]: Record<Chosen<Name>, string>;
  } & { back(days: number): string };
  accountsBehind(accounts: number): string;
  /** The same in a table. */
  accounts(count: number): string;
  lifetimeAt(month: Month): string;
  noneAtEnd: string;
  npsNotCounted: string;
  /** Nor will it be. */
  npsNotCountedThen: string;
  npsNoAnswers: string;
  atAGlance: string;
  columns: { period: string; figure: string; value: string; before: string; accounts: string; customers: string };
  joinedAndLeft(accounts: number): string;
  reasons: { movement: string; reason: string; customers: string; none: string; more(count: number): string };
  behind: {
    heading(figure: string, period: string): string;
    lead(accounts: number): string;
    account: string;
    amount: string;
    day: string;
    back: string;
    none: string;
  };
  file: {
    from: string;
    to: string;
    currency: string;
    part: string;
    whole: string;
    low: string;
    high: string;
    definition: string;
  };
}
