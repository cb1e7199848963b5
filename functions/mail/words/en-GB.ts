import type { Override, Speak } from '../../../domain/locale/words.ts';
import { plural } from './en.ts';
import type { MailWords } from './sections.ts';

/** Only what the British write otherwise. */
export const general: Speak<Override<MailWords>> = (style) => ({
  data: {
    activatedUsers: 'Licences taken up',
    users: (count, licenses) =>
      licenses === undefined ? style.number(count) : `${style.number(count)} of ${plural(style, licenses, 'licence')}`,
  },
});
