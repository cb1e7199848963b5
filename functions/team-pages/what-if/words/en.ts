import type { Speak } from '../../../../domain/locale/words.ts';
import { plural } from '../../../mail/words/en.ts';
import type { WhatIfWords } from './sections.ts';

export const whatIf: Speak<WhatIfWords> = (style) => ({
  heading: 'What would have been',
  lead: ({ from, to, accounts }) =>
    `From ${style.longDay(from)} to ${style.longDay(to)}, over ${plural(style, accounts, 'account')}: as it runs now, and as you try it.`,
  change: (before, after) => `${before} → ${after}`,
  episodes: (signal) => `“${signal}” raised`,
  comesAndGoes: (comes, goes) => `${style.number(comes)} come, ${style.number(goes)} go`,
  sameAsOther: (signal) =>
    `Where “${signal}” goes on instead of ending and coming back, or was raised before these days, it counts as the same: it neither comes nor goes.`,
  tasks: 'Tasks of all signals',
  aWeek: (before, after) => `${before} → ${after} a week`,
  mails: 'Mails to customers',
  same: 'Nothing would have been otherwise.',
  none: {
    heading: 'Nothing can be told of these days',
    lead: 'Nothing is on record of any account until then. Ask about later days, or import the past: the ledger of facts, and the events.',
  },
  tellableFrom: (day) => `Nothing is on record before ${style.longDay(day)}: of earlier days nothing can be told.`,
  withoutPast: (accounts) => `Of ${plural(style, accounts, 'account')} nothing is on record in these days.`,
  begun: (accounts) =>
    `Of ${plural(style, accounts, 'account')} the record begins within these days, and counts from there on.`,
  noData: (signal) => `“${signal}” could tell on none of these days: what it lives on was missing.`,
  unknown: (signal, percent, unknown, days) =>
    `“${signal}” could not tell on ${percent} of the account days (${style.number(unknown)} of ${style.number(days)}): what it lives on was missing.`,
  chart: {
    title: (whose) => (whose === null ? 'Tasks of the whole team, week by week' : `Tasks of ${whose}, week by week`),
    summary: (before, after, weeks) =>
      `In ${plural(style, weeks, 'week')} ${plural(style, before, 'task')} as it runs now, ${style.number(after)} as tried.`,
    week: 'Week of',
    before: 'Now',
    after: 'As tried',
    capacity: 'Can do',
    numbers: 'Numbers',
    key: 'Outline: as it runs now. Filled: as tried.',
    keyWithCapacity: 'Outline: as it runs now. Filled: as tried. Line: what can be done.',
    inPart: 'A week that lies in these days only in part counts by its days there.',
    all: 'The whole team',
  },
  people: {
    heading: 'By person',
    person: 'Person',
    aWeek: 'Tasks a week',
    capacity: 'Can do a week',
    over: 'Weeks with more than that',
    ofWeeks: (before, after, weeks) => `${style.number(before)} → ${style.number(after)} of ${style.number(weeks)}`,
    nobody: 'Nobody',
    noCapacity: 'How much somebody can do is not set for everybody: an administrator enters it under Set-up, People.',
    more: (people) => `and ${plural(style, people, 'more person', 'more people')}`,
  },
  openToday: {
    heading: (day) => `Open at the end of ${style.longDay(day)}, had it been so all along`,
    counts: (opens, closes) =>
      `${style.number(opens)} would be open that ${opens === 1 ? 'is' : 'are'} not, ${style.number(closes)} would not be open that ${closes === 1 ? 'is' : 'are'}.`,
    opens: '▲ open',
    closes: '▼ not open',
    mrr: 'MRR',
    csm: 'CSM',
  },
  accounts: {
    heading: 'Accounts that come and go',
    account: 'Account',
    what: 'What',
    day: 'Day',
    signal: 'Signal',
    comes: '▲ comes',
    goes: '▼ goes',
    none: 'None.',
    more: (count) => `and ${style.number(count)} more`,
  },
  fates: {
    heading: 'Mails to customers, under the mail policy',
    fate: 'What becomes of them',
    before: 'Now',
    after: 'As tried',
    of: {
      sent: 'Go out',
      approval: 'Wait for the CSM’s approval',
      draft: 'Drafts for the CSM',
      held: 'Held for a person to decide',
      dropped: 'Not sent: over, or not wanted',
      waiting: 'Still waiting at the end',
    },
  },
});
