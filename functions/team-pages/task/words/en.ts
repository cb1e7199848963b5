import type { Speak } from '../../../../domain/locale/words.ts';
import type { TaskPageWords } from './sections.ts';

export const taskPage: Speak<TaskPageWords> = ({ day }) => ({
  acts: 'What do you do with it?',
  closedByCommand:
    'It was closed by a command, which cannot be undone here. If there is still something to do, set the next action of the account.',
  now: (on) => (on === undefined ? 'As it stands now' : `As it stands now (scored on ${day(on)})`),
  toAccount: 'All about this account',
  mails: 'Mails about it',
  noMails: 'No mail has been written about it.',
});
