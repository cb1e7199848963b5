import type { Speak } from '../../../../domain/locale/words.ts';
import { plural } from '../../../mail/words/en.ts';
import type { KpisPageWords } from './sections.ts';

const by = { all: 'All', segment: 'Segment', stage: 'Stage', plan: 'Plan', csm: 'CSM' };

export const kpisPage: Speak<KpisPageWords> = (style) => ({
  heading: (period) => `KPIs, ${period}`,
  lead: (mrr, customers, gained, lost) =>
    `MRR ${mrr} from ${plural(style, customers, 'customer')} at the end: ${style.number(gained)} gained, ${style.number(lost)} lost.`,
  none: {
    heading: 'No KPIs yet',
    lead: 'They are summed up every night, from the first customer on. Once accounts with what they pay have been imported, the next night brings them.',
  },
  asOf: 'Summed up every night: what was reported today is in these numbers tomorrow.',
  period: (unit, { first, last }) => {
    if (unit === 'month') return style.month(last.slice(0, 7));
    return unit === 'day' ? style.longDay(first) : `week of ${style.longDay(first)}`;
  },
  units: { label: 'Told by', day: 'Day', week: 'Week', month: 'Month' },
  periods: {
    label: 'Period',
    before: (name) => `Before: ${name}`,
    after: (name) => `After: ${name}`,
    earlier: 'Earlier periods',
    later: 'Later periods',
    goTo: 'Go to the period of',
    show: 'Show',
  },
  cuts: {
    label: 'Customers',
    by,
    compare: { segment: 'All segments', stage: 'All stages', plan: 'All plans', csm: 'All CSMs' },
    only: (attribute, value) => `${by[attribute]}: ${value}`,
    unknown: 'Not recorded',
    meaning:
      'Customers count under what was on record for them when the period began; new ones under what was on record when they came.',
    ofAllOnly: 'LTV, NPS and targets are of all customers together.',
  },
  currencies: 'Amounts in',
  before: (value) => `The period before: ${value}.`,
  tooFew: (least) => `A rate would need ${style.number(least)} customers.`,
  countings: {
    label: {
      grr: 'Losses counted',
      logo: 'Left means',
      free: 'A downgrade to a free plan is',
      back: 'Never gone if back within',
      ltv: 'Lifetime by',
    },
    grr: { cohort: 'Start against end', movements: 'Every loss' },
    logo: { 'end-to-end': 'Gone at the end', events: 'Left at least once' },
    free: { churn: 'Churn', contraction: 'A contraction' },
    back: (days) => plural(style, days, 'day'),
    ltv: { fitted: 'Fitted curve', 'by-churn-rate': '1 ÷ churn rate' },
  },
  accountsBehind: (accounts) =>
    accounts === 1 ? 'See the account behind it' : `See the ${style.number(accounts)} accounts behind it`,
  accounts: (count) => plural(style, count, 'account'),
  lifetimeAt: (month) => `At the end of ${style.month(month)}`,
  npsNotCounted: 'It is counted with the month’s mail to managers, on the first business day of the next month.',
  npsNotCountedThen:
    'It was not counted then: months are counted with the mail to managers, weeks and days by the nights of about the last year.',
  npsNoAnswers: 'Nobody answered the NPS question.',
  noneAtEnd: 'There is none: nobody paid then.',
  atAGlance: 'Period by period',
  columns: {
    period: 'Period',
    figure: 'Figure',
    value: 'Value',
    before: 'The period before',
    accounts: 'Accounts',
    customers: 'Customers at the start',
  },
  joinedAndLeft: (accounts) =>
    `${plural(style, accounts, 'account')} came and left within the period, and ${accounts === 1 ? 'is' : 'are'} in no rate: rates are of the customers of the start.`,
  reasons: {
    movement: 'What happened',
    reason: 'Reason',
    customers: 'Customers',
    none: 'None given yet',
    more: (count) =>
      `${plural(style, count, 'more reason')} ${count === 1 ? 'is' : 'are'} not shown; the accounts behind a number have theirs.`,
  },
  behind: {
    heading: (figure, period) => `${figure}, ${period}`,
    lead: (accounts) => `${plural(style, accounts, 'account')} behind it.`,
    account: 'Account',
    amount: 'Amount',
    day: 'Day',
    back: 'Back to the KPIs',
    none: 'No account changed this number in the period.',
  },
  file: {
    from: 'From',
    to: 'To',
    currency: 'Currency',
    part: 'Part',
    whole: 'Whole',
    low: 'Low (95%)',
    high: 'High (95%)',
    definition: 'Definition',
  },
});
