import type { Speak } from '../../../../domain/locale/words.ts';
import type { TodayWords } from './sections.ts';

export const today: Speak<TodayWords> = ({ day }) => ({
  heading: (on) => `Today, ${day(on)}`,
  lead: (open, late) => (late === 0 ? `${open} to do` : `${open} to do, ${late} of them late`),
  groups: { late: 'Late', today: 'By today', soon: 'Within a week', later: 'Later' },
  of: {
    away: (name) => `You stand in for ${name}`,
    left: (name) => `Left by ${name}`,
  },
  allDone: {
    heading: 'All done',
    next: (on, hour) => `Next look: ${day(on)}, ${hour}:00. If something urgent comes up before, you get a mail.`,
  },
  approvals: {
    heading: 'Mails that wait for your word',
    to: (person, account) => `To ${person} · ${account}`,
    from: (name) => `In the name of ${name}`,
    look: 'Read, change, send',
    subject: 'Subject',
    body: 'Text',
    send: 'Send it',
    drop: 'Do not send it',
    all: 'All mails that wait',
  },
  closed: {
    heading: 'What came of it lately',
    how: {
      done: 'Done',
      answered: 'The customer has answered anew',
      recovered: 'Recovered by itself',
      retired: 'No longer in the playbook',
      churned: 'No customer any more',
    },
    by: (name) => `by ${name}`,
  },
});
