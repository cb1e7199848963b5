import type { Speak } from '../../../../domain/locale/words.ts';
import type { TaskPageWords } from './sections.ts';

export const taskPage: Speak<TaskPageWords> = ({ day }) => ({
  acts: 'このタスクをどうしますか',
  now: (on) => (on === undefined ? '現在の状況' : `現在の状況（スコアは${day(on)}時点）`),
  toAccount: 'このアカウントのページへ',
  mails: 'この件のメール',
  noMails: 'この件のメールはまだありません。',
});
