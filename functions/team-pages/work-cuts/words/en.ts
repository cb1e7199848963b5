import type { Speak } from '../../../../domain/locale/words.ts';
import { plural } from '../../../mail/words/en.ts';
import type { CutsWords } from './sections.ts';

export const cuts: Speak<CutsWords> = (style) => ({
  heading: 'Where the work goes',
  lead: (works, accounts, months) =>
    `${plural(style, works, 'activity', 'activities')} for ${plural(style, accounts, 'account')} in the last ${months} months: what comes again and again, and what could be saved.`,
  tabs: { label: 'Improvement', map: 'Improvement map', cuts: 'Where the work goes', survey: 'Surveys' },
  filters: { months: 'Period', period: (months) => `Last ${months} months`, by: 'Person' },
  empty: {
    heading: 'No work is on record for this yet',
    lead: 'Choose a longer period or everybody. Work comes on record when a touch is logged or a task is done.',
  },
  recurring: {
    heading: 'Reactive work worth doing before anybody asks',
    lead: 'What the same account needed again within 90 days could have been told the first time. What is most surely saved stands first.',
    none: 'No reactive work in this period.',
    columns: {
      activity: 'Kind of activity',
      works: 'Reactive',
      minutes: 'Minutes a month',
      repeated: 'Needed again within 90 days',
      saving: 'Could save, minutes a month',
    },
    move: 'Do it before they ask',
    untimed: (works) => `without the minutes of ${style.number(works)}`,
    tooFew: (needed) => `too few: ${style.number(needed)} more needed`,
    noTimes: 'no minutes on record: log how long it takes',
  },
  replies: {
    heading: 'Replies an inquiry takes',
    lead: 'How often we wrote back until an inquiry was over.',
    none: 'Nobody has noted yet how many replies an inquiry took.',
    columns: {
      activity: 'Kind of activity',
      inquiries: 'Inquiries',
      mean: 'Replies on average',
      atOnce: 'Over with the first reply',
      most: 'Most',
    },
    unknown: (inquiries) => `not noted for ${style.number(inquiries)}`,
  },
  offers: {
    heading: 'Offers made first, and offers made when asked',
    lead: 'Of offers that were agreed to or declined; what is open counts for neither.',
    none: 'No offer in this period was agreed to or declined.',
    columns: { initiative: 'Offer', agreed: 'Agreed' },
    difference: (points, low, high) => `Difference: ${points} percentage points (${low} to ${high}).`,
    onlyBetween: (low, high) =>
      `The difference lies between ${low} and ${high} percentage points: too few to say more.`,
    notProof: 'A comparison, no proof: customers who ask may be others than those who are asked.',
  },
  experience: {
    heading: 'Veterans and newcomers',
    lead: 'How long the same kind of work takes. Each person counts once, by their own average.',
    none: 'No kind of work yet that both veterans and newcomers noted minutes of.',
    columns: {
      activity: 'Kind of activity',
      veterans: 'Veterans',
      newcomers: 'Newcomers',
      difference: 'Newcomers take',
    },
    group: (people, works, minutes) =>
      `${minutes === undefined ? '' : `${minutes} min · `}${plural(style, people, 'person', 'people')}, ${style.number(works)} times`,
  },
  cut: {
    heading: (by) => `All work, by ${by}`,
    by: 'Told apart by',
    cuts: {
      activity: 'kind',
      effort: 'effort',
      scope: 'custom or general',
      skill: 'skill',
      frequency: 'frequency',
      outcome: 'outcome',
      tenure: 'experience',
    },
    columns: {
      works: 'Times',
      accounts: 'Accounts',
      reactive: 'Reactive',
      minutes: 'Minutes in all',
      median: 'Median minutes',
    },
    values: {
      effort: {
        'to-5': 'up to 5 minutes',
        'to-15': '6 to 15 minutes',
        'to-30': '16 to 30 minutes',
        'to-60': '31 to 60 minutes',
        'above-60': 'more than an hour',
      },
      frequency: {
        once: 'once for an account',
        'to-3': '2 or 3 times for the same account',
        'to-9': '4 to 9 times for the same account',
        'from-10': '10 times and more for the same account',
      },
      tenure: { veteran: 'Veterans', newcomer: 'Newcomers', unknown: 'Not known yet' },
    },
    tenureHint: (guessed) =>
      `For half a year after they joined people are newcomers.${guessed === 0 ? '' : ` Nobody has said when ${plural(style, guessed, 'of them', 'of them')} joined: their first work on record counts for it, and of those who were there before the log began it is not known until that is half a year old. It can be said on the page of each person, under Set-up.`}`,
  },
  fix: {
    heading: 'Before and after',
    lead: 'Something was done about one kind of work: does it come less often since?',
    activity: 'Kind of activity',
    on: 'Since',
    show: 'Compare',
    badDay: 'Choose a kind of activity and a day up to today.',
    columns: { side: 'When', weeks: 'Weeks', works: 'Reactive works', rate: 'A week' },
    before: 'Before',
    after: 'Since',
    perAccount: 'A week and 100 accounts',
    perWeek: 'A week (how many accounts there were is not known)',
    less: (percent, low, high) => `${percent} less since (${low} to ${high} of what it was).`,
    more: (percent, low, high) => `${percent} more since (${low} to ${high} of what it was).`,
    noChange: (low, high) => `No change seen yet: it is ${low} to ${high} of what it was.`,
    tooFew: (weeks, works) =>
      `Too early to say: ${[weeks > 0 && plural(style, weeks, 'more week'), works > 0 && plural(style, works, 'more activity', 'more activities')].filter((part) => part !== false).join(' and ') || 'a longer time before it is'} needed.`,
    about:
      'The four weeks right before are left out: they are why something was done, and what came to a head falls by itself. Counted per account, since more customers ask more.',
  },
  initiatives: { reactive: 'Reactive', proactive: 'Proactive', none: 'Not said' },
  scopes: { custom: 'Made for one customer', general: 'The same for all' },
  skills: { basic: 'Anybody of the team', expert: 'Takes an expert' },
  outcomes: { solved: 'Solved', open: 'Open', agreed: 'Agreed', declined: 'Declined', none: 'No outcome' },
  notSaid: 'Not noted',
  minutes: (minutes) => `${minutes} min`,
  works: (works) => plural(style, works, 'time'),
  ofAccounts: (accounts) => plural(style, accounts, 'account'),
  nothing: '–',
  range: (low, high) => `${low} to ${high}`,
  onlyRange: (low, high) => `between ${low} and ${high}`,
  withRange: (value, range) => `${value} (${range})`,
  shareOf: (successes, of, share, range) => `${share} (${range}) · ${style.number(successes)} of ${style.number(of)}`,
  fewOf: (successes, of, range, needed) =>
    `${style.number(successes)} of ${style.number(of)} (${range}); ${style.number(needed)} more for a rate`,
  work: {
    heading: 'The work behind the number',
    lead: (works, first, last) =>
      `${plural(style, works, 'activity', 'activities')}, ${style.longDay(first)} to ${style.longDay(last)}, the latest first.`,
    none: 'No work on record is like that any more.',
    columns: {
      day: 'Day',
      account: 'Account',
      activity: 'Kind of activity',
      by: 'By',
      initiative: 'Reactive or proactive',
      minutes: 'Minutes',
      outcome: 'Outcome',
    },
    back: 'Back to where the work goes',
  },
});
