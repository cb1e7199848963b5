import type { Speak } from '../../../../domain/locale/words.ts';
import type { AccountsWords } from './sections.ts';

export const accounts: Speak<AccountsWords> = ({ number, day, list }) => ({
  heading: 'Accounts',
  found: (found, all) =>
    found === all
      ? `${number(all)} ${all === 1 ? 'account' : 'accounts'}`
      : `${number(found)} of ${number(all)} accounts`,
  pay: (amounts) => `MRR together ${list(amounts)}`,
  caption: 'Accounts',
  columns: {
    name: 'Account',
    health: 'Health',
    change: '7 days',
    line: '90 days',
    mrr: 'MRR',
    renewal: 'Renewal',
    stage: 'Stage',
    csm: 'CSM',
    tasks: 'Tasks',
  },
  file: { id: 'ID', grade: 'Grade', currency: 'Currency', segment: 'Segment', parent: 'Belongs to' },
  filters: {
    words: 'Name or ID',
    csm: 'CSM',
    grade: 'Health',
    stage: 'Stage',
    segment: 'Segment',
    parent: 'Belongs to',
    renewal: 'Renewal',
    within: (days) => `within ${days} days`,
    passed: 'has passed',
    none: 'None',
    left: 'No longer customers',
  },
  noScore: 'no score yet',
  lastKnown: (on) => `last known ${day(on)}`,
  points: (tenths) => number(tenths / 10, 0),
  change: (tenths) => (Math.abs(tenths) < 5 ? '±0' : `${tenths < 0 ? '−' : '+'}${number(Math.abs(tenths) / 10, 0)}`),
  inDays: (days) => (days === 0 ? 'today' : days < 0 ? `${number(-days)} days ago` : `in ${number(days)} days`),
  leftOn: (on) => `left on ${day(on)}`,
  nobody: 'Nobody',
  asOf: (moment) => `Order and filters are as of ${moment}; what a row says is as of now.`,
  partial: 'Some accounts are missing here. They come with the next night’s run.',
  empty: {
    heading: 'No accounts yet',
    lead: 'An account appears here within seconds of being imported or reported by your systems.',
  },
  nothingFound: { heading: 'No account fits', lead: 'Try fewer words, or clear the filters.' },
  tooMany: {
    heading: 'Too many accounts for one file',
    lead: (found) =>
      `${number(found)} accounts don’t fit into one file. Filter the list by CSM, stage or segment, and save each part.`,
    back: 'Back to the list',
  },
});
