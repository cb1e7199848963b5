import type { Speak } from '../../../../domain/locale/words.ts';
import type { ActivitiesWords } from './sections.ts';

export const activities: Speak<ActivitiesWords> = (style) => ({
  heading: 'Activities',
  lead: 'Log what you do for customers, in seconds. What it costs the team, and what could be done before anybody asks, is counted from here.',
  form: {
    heading: 'Log an activity',
    account: 'Account',
    accountHint: 'Part of its name is enough.',
    pickAccount: 'Which one?',
    activity: 'Activity',
    pick: 'Choose one',
    how: 'How',
    minutes: 'Minutes',
    otherMinutes: 'Other',
    unsaid: 'Not said',
    initiative: 'Reactive or proactive',
    asTheKind: 'As usual for this activity',
    outcome: 'Outcome',
    more: 'Another day, number of replies',
    day: 'Day',
    replies: 'Replies to the inquiry',
    save: 'Log it',
  },
  initiatives: { proactive: 'Proactive', reactive: 'Reactive' },
  outcomes: {
    solved: 'Solved',
    open: 'Still open',
    agreed: 'Agreed',
    declined: 'Declined',
    none: 'Nothing came of it',
  },
  refused: {
    account: (typed) =>
      typed === ''
        ? 'Say which account it was.'
        : `No account is called “${typed}”. Write part of its name, or its ID.`,
    whichAccount: (typed) => `More than one account may be meant by “${typed}”: choose one.`,
  },
  refusedHeading: 'Log an activity',
  leave: 'Back to the activities',
  views: { mine: 'Mine', today: 'Team, today', team: 'Team' },
  viewsLabel: 'Whose activities',
  noPlaybook: 'Kinds of activities come from the playbook, and none runs yet. You can log without one.',
  empty: {
    mine: { heading: 'You have logged nothing lately.', lead: 'Tasks that you finish appear here as well.' },
    today: { heading: 'Nobody has logged anything today.', lead: 'Tasks that are finished appear here as well.' },
    team: { heading: 'Nothing has been logged lately.', lead: 'Tasks that are finished appear here as well.' },
  },
  nothingFound: { heading: 'Nothing fits these filters.', lead: 'Clear them, or choose an earlier day.' },
  sum: (count, minutes, hasMore) =>
    `${hasMore ? 'The latest ' : ''}${style.number(count)} ${count === 1 ? 'activity' : 'activities'}, ${style.number(minutes)} ${minutes === 1 ? 'minute' : 'minutes'} logged for ${count === 1 ? 'it' : 'them'}.`,
  lookedUntil: (day) => `These are all since ${style.longDay(day)}; the next page goes on from there.`,
  filters: { account: 'Account', activity: 'Activity', person: 'Person', from: 'Since' },
  columns: {
    day: 'Day',
    what: 'What',
    account: 'Account',
    minutes: 'Minutes',
    initiative: 'Reactive or proactive',
    outcome: 'Outcome',
    by: 'By',
  },
  task: 'Task',
  unnamed: 'Other',
  nobody: 'Unknown',
  file: {
    id: 'Account ID',
    how: 'How',
    minutes: 'Minutes',
    scope: 'Custom or general',
    skill: 'Skill',
    replies: 'Replies',
    initiative: 'Reactive or proactive',
  },
  calendar: {
    heading: 'Import meetings from your calendar',
    lead: (days) =>
      `Meetings with customers are logged by who was invited: by a contact’s address, or by a domain that only one account’s contacts have. Only day and minutes are stored, and what is logged already stays as it is. Activities are kept for ${style.number(days)} days; what is earlier is left out.`,
    file: (megabytes) => `Calendar file (.ics, up to ${megabytes} MB)`,
    fileHint:
      'Google Calendar: Settings → Import & export → Export, then unpack the ZIP. Outlook: File → Save Calendar. Apple: File → Export.',
    tooLarge: (megabytes) => `This file has more than ${megabytes} MB. Export a shorter period, or only one calendar.`,
    from: 'From',
    to: 'Until',
    button: 'Import meetings',
    told: (logged) =>
      logged === 0
        ? 'No new meetings were logged.'
        : `${style.number(logged)} ${logged === 1 ? 'meeting' : 'meetings'} logged.`,
    already: (count) =>
      `${style.number(count)} ${count === 1 ? 'meeting was' : 'meetings were'} logged before and ${count === 1 ? 'stays' : 'stay'} as ${count === 1 ? 'it is' : 'they are'}.`,
    one: (account, day) => `${account} · meeting on ${style.day(day)}`,
    taken: 'Logged',
    meeting: 'Meeting',
    untitled: 'No title',
    noneLeftOut: 'Nothing was left out.',
    leftOut: (count) => `Left out: ${style.number(count)}`,
    leftOutHint: 'If one was with a customer after all, add the missing contact and import again, or log it by hand.',
    more: (count) => `and ${style.number(count)} more`,
    reason: 'Why',
    obstacles: {
      'all-day': 'All-day entry: it does not say how long it took.',
      'no-time': 'Takes no time, as a reminder does.',
      'too-long': 'Takes longer than a day.',
      broken: 'Can’t be read.',
      'several-rules': 'Repeats by several rules at once, which can’t be read.',
      'too-often': 'Repeats too often for a meeting.',
      'nobody-known': 'No guest is known as a contact of one account.',
      'only-us': 'Nobody from outside took part.',
    },
    severalAccounts: (names) => `Its guests belong to several accounts: ${names.join(', ')}.`,
    unknownZone: (zone) => `Its time zone “${zone}” is not known.`,
    refused: {
      'no-file': 'Choose a calendar file.',
      'not-text':
        'This file can’t be read. If it is a ZIP file, unpack it and choose an .ics file in it; otherwise save it as UTF-8.',
      'not-a-calendar': 'This is no calendar file, or it ends too early. Export your calendar as an .ics file.',
      'bad-day': 'The days are not right: choose a first day, and a last one that does not lie before it.',
      'nothing-found': 'There is no meeting with a customer in these days.',
    },
    tooMany: (count, most) =>
      `There are ${style.number(count)} meetings with customers in these days; up to ${style.number(most)} are imported at once. Choose fewer days.`,
    tooManyAccounts: 'Your company has too many accounts for this page. Ask an operator to import your calendar.',
  },
  scopes: { custom: 'custom', general: 'general' },
  skills: { basic: 'basic', expert: 'expert' },
  tooManyForAFile: {
    heading: 'Too many activities for one file',
    lead: 'Choose a later day under “Since”, a person or an account.',
  },
});
