import type { Speak } from '../../../../domain/locale/words.ts';
import { plural } from '../../../mail/words/en.ts';
import type { StudyWords } from './sections.ts';

export const study: Speak<StudyWords> = (style) => ({
  running: (done, parts) =>
    `Going through the past of all accounts: ${style.number(done)} of ${style.number(parts)} parts`,
  runningHint: 'This page looks again by itself. You can leave it, too: the answer is kept.',
  lookAgain: 'Look again',
  cancel: 'Stop',
  cancelled: 'It was stopped before there was an answer.',
  failed: 'It ended without an answer. Ask again; if it ends so again, tell whoever operates this.',
  asked: (who, moment) => `Asked by ${who}, ${moment}.`,
  skipped: (accounts) =>
    `${plural(style, accounts, 'account')} could not be read, and ${accounts === 1 ? 'is' : 'are'} not in it.`,
});
