import type { Speak } from '../../../../domain/locale/words.ts';
import { plural } from '../../../mail/words/en.ts';
import type { BacktestWords } from './sections.ts';

export const backtest: Speak<BacktestWords> = (style) => ({
  heading: 'Would it have warned of those who left?',
  headingOfAll: 'Would the signals have warned of those who left?',
  ask: ({ from, to, leadInDays, horizonInDays }) =>
    `Every account is lived through day by day from ${style.longDay(from)} to ${style.longDay(to)}, by what was known on each day. A warning counts from ${style.number(leadInDays)} days ahead, for ${style.number(horizonInDays)} days.`,
  button: 'Look at the past',
  lead: ({ from, to, outcomes, accounts }) =>
    `From ${style.longDay(from)} to ${style.longDay(to)}, ${style.number(outcomes)} of ${plural(style, accounts, 'account')} left.`,
  none: 'Nobody left in these days, so there is nothing that it could have warned of.',
  tooFew: (outcomes, needed) =>
    `${plural(style, outcomes, 'customer')} who left ${outcomes === 1 ? 'is' : 'are'} too few for a rate: it takes ${style.number(needed)} more. These are the counts, and what chance alone makes of them.`,
  verdicts: {
    'better-than-chance': '● It warns better than chance.',
    'no-better': '▼ It warns no better than chance.',
    'cant-tell': 'Whether it warns better than chance can’t be told yet.',
  },
  figures: {
    caught: 'Warned in time',
    tooLate: 'Warned too late',
    missed: 'Not warned',
    unknown: 'No data at the time',
    earlier: 'Open long before',
    precision: 'Alarms after which they left',
    lift: 'Against the base rate',
    falseAlarms: 'False alarms',
    keptAfterAction: 'Stayed after somebody acted',
    unfinished: 'Alarms whose days are not over',
    daysAhead: 'Warned ahead',
    baseRate: 'Leave anyway',
  },
  ofAll: (count, of) => `${style.number(count)} of ${style.number(of)}`,
  rate: (share, count, of, low, high) => `${share} (${style.number(count)} of ${style.number(of)}; ${low} to ${high})`,
  counts: (count, of, low, high) => `${style.number(count)} of ${style.number(of)} (${low} to ${high})`,
  times: (value, low, high) => (value === null ? `${low} to ${high} times` : `${value} times (${low} to ${high})`),
  days: (median, low, high) =>
    `${plural(style, median, 'day')} (half of them ${style.number(low)} to ${style.number(high)})`,
  aMonth: (count) => `${count} a CSM and month`,
  curve: {
    heading: 'How long ahead',
    days: 'Days ahead',
    warned: 'Customers warned',
    atLeast: (days) => `${plural(style, days, 'day')} or more`,
  },
  about: (leadInDays, horizonInDays) =>
    `In time: opened ${style.number(leadInDays + 1)} to ${style.number(leadInDays + horizonInDays)} days before they left. An alarm on which somebody acted and whose customer stayed is no false one. Intervals: 95%.`,
  notIn: 'This signal was not in the playbook that was looked at.',
});
