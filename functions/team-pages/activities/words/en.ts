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
  scopes: { custom: 'custom', general: 'general' },
  skills: { basic: 'basic', expert: 'expert' },
  tooManyForAFile: {
    heading: 'Too many activities for one file',
    lead: 'Choose a later day under “Since”, a person or an account.',
  },
});
