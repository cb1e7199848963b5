import type { Speak } from '../../../../domain/locale/words.ts';
import type { ChangesWords } from './sections.ts';

export const changes: Speak<ChangesWords> = () => ({
  heading: 'Who changed what',
  lead: 'Everything that somebody did here, by a link, a command, a file or a program, the latest first.',
  who: 'Who',
  none: { heading: 'Nothing was changed in this time', lead: 'What is older may be on the next page.' },
  noneOf: (who) => ({
    heading: `Nothing by ${who} in this time`,
    lead: 'What is older may be on the next page. Names are those of the list of the team.',
  }),
  earlier: 'Earlier',
  back: 'Set-up',
});
