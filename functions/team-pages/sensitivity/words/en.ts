import type { Speak } from '../../../../domain/locale/words.ts';
import { plural } from '../../../mail/words/en.ts';
import type { SensitivityWords } from './sections.ts';

export const sensitivity: Speak<SensitivityWords> = (style) => ({
  heading: 'What other values would bring',
  ask: (number) =>
    `Several values of “${number}” are gone through at once, over the past of every account. After that the figures stand beside its slider while you move it.`,
  button: (number) => `Compare values of “${number}”`,
  others: 'Compare another number:',
  lead: ({ number, from, to, weeks }) =>
    `“${number}” alone, all else as it runs, over the ${plural(style, weeks, 'week')} from ${style.longDay(from)} to ${style.longDay(to)}.`,
  none: 'Nothing is on record of any account in these weeks, so nothing can be told of them.',
  runs: 'runs now',
  capacity: 'Can do',
  charts: { tasks: 'Tasks of the whole team a week', alarms: 'Times raised in these weeks' },
  summary: (points) => `${points.join('; ')}.`,
  columns: {
    value: 'Value',
    tasks: 'Tasks a week',
    over: 'People over capacity',
    alarms: 'Raised',
    moves: 'Come, go',
    mails: 'Mails to customers',
    open: 'Open at the end',
    caught: 'Who left, warned in time',
  },
  of: (count, all) => `${style.number(count)} of ${style.number(all)}`,
  end: {
    lower: (other, value) =>
      `Lower values would not go with “${other}” (${value}). To go further down, lower both above and look at what would have been.`,
    higher: (other, value) =>
      `Higher values would not go with “${other}” (${value}). To go further up, raise both above and look at what would have been.`,
  },
  unknown: (unknown, days) =>
    `On ${style.number(unknown)} of ${style.number(days)} account days it could not tell: what it lives on was missing.`,
  fewLeft: (left, needed) =>
    `Only ${plural(style, left, 'customer')} left in these weeks: too few to choose by. It takes ${style.number(needed)} more.`,
  leftUnknown: (left) =>
    `Of ${plural(style, left, 'more customer')} who left there was no data while it could have warned.`,
  figures: ({ value, tasks, capacity, alarms, comes, goes, mails }) =>
    `At ${value}: ${tasks} tasks a week${capacity === null ? '' : ` (the team can do ${capacity})`}, raised ${plural(style, alarms, 'time')} (${style.number(comes)} come, ${style.number(goes)} go), ${plural(style, mails, 'mail')} to customers.`,
  together: 'You have moved other numbers too. What they bring together is told once you look.',
});
