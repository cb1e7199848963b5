import type { Speak } from '../../../../domain/locale/words.ts';
import type { TaskPageWords } from './sections.ts';

export const taskPage: Speak<TaskPageWords> = ({ day }) => ({
  acts: 'このタスクをどうしますか',
  closedByCommand:
    'コマンドで完了にしたタスクのため、ここでは元に戻せません。まだ対応が必要な場合は、アカウントのページで次の一手を登録してください。',
  now: (on) => (on === undefined ? '現在の状況' : `現在の状況（スコアは${day(on)}時点）`),
  toAccount: 'このアカウントのページへ',
  mails: 'この件のメール',
  noMails: 'この件のメールはまだありません。',
});
