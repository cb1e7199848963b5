import type { Speak } from '../../../../domain/locale/words.ts';
import type { TodayWords } from './sections.ts';

const renewal = { renew: 'they renew', talk: 'they want to talk first', 'not-renewing': 'they do not renew' };
const expected = { less: 'less than expected', 'as-expected': 'as expected', more: 'more than expected' };
const amounts = { 'too-much': 'too many', 'just-right': 'just right', 'not-enough': 'not enough' };
const oneOf = (words: Record<string, string>, name: string) => words[name] ?? name;

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
  answers: {
    heading: 'What your customers answered',
    said: {
      'renewal-answered': (said) => `Renewal: ${oneOf(renewal, said)}`,
      'survey-answered': (said) => `Would recommend the product: ${said} of 10`,
      'activity-answered': (said) => `What we did: ${oneOf(expected, said)}`,
      'cs-survey-answered': (said) => `Would recommend our work: ${said} of 10`,
      'mail-rated': (said) => `Mails like this: ${oneOf(amounts, said)}`,
      'goal-agreed': (said) => `Agreed on the goal: ${said}`,
      'page-commented': () => 'A message from their page',
      'task-done': () => 'Ticked off a step on their page',
    },
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
