import type { Speak } from '../../../../domain/locale/words.ts';
import type { TaskActWords } from './sections.ts';

export const taskActs: Speak<TaskActWords> = ({ day }) => ({
  open: 'Done, later or hand over',
  note: 'Note',
  done: 'Done: what came of it?',
  minutes: 'Minutes',
  later: 'Later',
  nextBusinessDay: (on) => `Next working day · ${day(on)}`,
  nextWeek: (on) => `Next week · ${day(on)}`,
  anotherDay: 'Another day',
  untilThatDay: 'Put off to that day',
  handOver: 'Hand over',
  to: 'To whom?',
  judge: 'Was it right to raise this?',
  notYet: 'Nothing was recorded yet.',
  told: {
    done: (name) => `Done: ${name}`,
    snoozed: (name, until) => `Put off to ${day(until)}: ${name}`,
    handedOver: (name, to) => `Handed over to ${to}: ${name}`,
    severalHandedOver: (count, to) => `${count} tasks handed over to ${to}`,
    noneHandedOver: 'Nothing was handed over',
    judged: (name, verdict) =>
      `Your word is on record (${{ useful: 'useful', 'too-early': 'too early', 'false-alarm': 'false alarm' }[verdict]}): ${name}`,
  },
  left: {
    gone: 'One of the tasks is no longer here',
    closed: (name) => `${name}: closed in the meantime`,
    other: (name, why) => `${name}: ${why}`,
  },
  tooMany: (most) => `That is more than ${most} at once: the rest stays as it is.`,
  noneChosen: { heading: 'No task is chosen', lead: 'Tick the tasks that you want to hand over, and try again.' },
  conflict: {
    heading: 'Somebody was faster',
    since: (what, moment) => (moment === undefined ? what : `${what} (${moment})`),
    typed: 'What you wrote, which was not recorded:',
    again: 'You can still do it:',
    toTask: 'Open the task',
    back: 'Back',
  },
});
