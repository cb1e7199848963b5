import type { Style } from '../../../../domain/locale/style.ts';
import type { Speak } from '../../../../domain/locale/words.ts';
import type { ClosedTasksWords, HandOverWords, LoadWords, TasksWords, WeekTold } from './sections.ts';

const within = ({ day }: Style, { isThis, first, last }: WeekTold) =>
  isThis ? 'this week' : `from ${day(first)} to ${day(last)}`;

export const tasks: Speak<TasksWords> = ({ number, day }) => ({
  heading: 'Tasks',
  lead: (open, late, nobodys) =>
    [
      open === 1 ? '1 open task' : `${number(open)} open tasks`,
      ...(late === 0 ? [] : [`${number(late)} late`]),
      ...(nobodys === 0 ? [] : [`${number(nobodys)} that nobody has`]),
    ].join(', '),
  allDone: {
    heading: 'All done',
    lead: 'Nobody has an open task. Whoever gets a new one is told by mail.',
  },
  closedLately: 'What was closed lately',
  moves: 'Improvements of our own work',
  nothingFound: { heading: 'No such task is open', lead: 'Choose less above to see more of them.' },
  found: (count) => (count === 1 ? '1 task' : `${number(count)} tasks`),
  table: {
    caption: 'Open tasks',
    task: 'Task',
    signal: 'Signal',
    person: 'Who',
    due: 'By',
    priority: 'Priority',
  },
  priority: { high: 'High', normal: 'Normal', low: 'Low' },
  nobody: 'Nobody',
  late: 'late',
  putOff: 'put off',
  filters: {
    person: 'Who',
    account: 'Account',
    signal: 'Signal',
    stage: 'Stage',
    state: 'State',
    due: 'Due',
    priority: 'Priority',
    states: { 'to-do': 'To do now', late: 'Late', 'put-off': 'Put off', nobodys: 'Nobody’s', closed: 'Closed lately' },
    today: 'By today',
    week: ({ isThis, first }) => (isThis ? 'This week' : `Week of ${day(first)}`),
    later: 'Later',
  },
});

export const closedTasks: Speak<ClosedTasksWords> = (style) => ({
  heading: 'Tasks closed lately',
  lead: (count, since) => `${count === 1 ? '1 task' : `${style.number(count)} tasks`} closed since ${style.day(since)}`,
  none: {
    heading: 'Nothing was closed in the last four weeks',
    lead: 'Whatever is marked as done, or closes by itself, stands here with what came of it.',
  },
  nothingFound: { heading: 'No such task was closed', lead: 'Choose less above to see more of them.' },
  closedOn: 'Closed on',
  how: 'How',
  word: 'Word on the signal',
  file: {
    id: 'Account ID',
    account: 'Account',
    raisedOn: 'Raised on',
    by: 'Done by',
    outcome: 'What came of it',
    minutes: 'Minutes',
    note: 'Note',
    wordNote: 'Note on the signal',
  },
  back: 'Open tasks',
  tooMany: {
    heading: 'Too many tasks for one file',
    lead: (found) =>
      `${style.number(found)} tasks don’t fit into one file. Filter the list by person, signal or account, and save each part.`,
    back: 'Back to the list',
  },
});

export const load: Speak<LoadWords> = (style) => ({
  heading: 'Load by person and week',
  caption: 'Open tasks of each person by the week in which they are due',
  person: 'Who',
  week: ({ isThis, first }) => (isThis ? 'This week' : `Week of ${style.day(first)}`),
  inAll: 'Open in all',
  due: (count) => `${style.number(count)} due`,
  possible: (count) => `${style.number(count)} possible`,
  excess: (count) => `${style.number(count)} too many`,
  over: (name, week, due, possible) =>
    `${name}: ${style.number(due)} due ${within(style, week)}, ${style.number(possible)} possible`,
  away: (name, week, due) => `${name}: ${style.number(due)} due ${within(style, week)}, and not there`,
  left: (name, open) =>
    `${name} has left, and ${open === 1 ? '1 task is' : `${style.number(open)} tasks are`} still open`,
  more: (count) => `and ${style.number(count)} more`,
  notSet:
    'Nobody has said yet how many tasks each can do in a week. Once it stands with the people, as tasksPerWeek, who has too much is named here.',
  everybody: (count) => `The load of all ${style.number(count)}`,
  back: 'All tasks',
});

export const handOver: Speak<HandOverWords> = (style) => ({
  heading: 'Hand over the chosen ones',
  lead: 'Whoever gets them is told by mail.',
  to: 'To',
  pick: 'Choose somebody',
  receiver: (name, week, due, possible) =>
    [
      `${name}: ${style.number(due)} due ${within(style, week)}`,
      ...(possible === undefined ? [] : [`${style.number(possible)} possible`]),
    ].join(', '),
  note: 'Note',
  optional: 'optional',
  button: 'Hand over',
});
