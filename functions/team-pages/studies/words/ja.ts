import type { Speak } from '../../../../domain/locale/words.ts';
import type { StudyWords } from './sections.ts';

export const study: Speak<StudyWords> = (style) => ({
  running: (done, parts) =>
    `全アカウントの実績を確認しています（${style.number(parts)}分割のうち${style.number(done)}まで完了）`,
  runningHint: 'このページは自動で更新されます。結果は保存されるので、離れても問題ありません。',
  lookAgain: '今すぐ更新する',
  cancel: '中止する',
  cancelled: '結果が出る前に中止されました。',
  failed: '結果を出せないまま終わりました。もう一度お試しください。続く場合は、運用担当者にお知らせください。',
  asked: (who, moment) => `${moment}、${who}が確認しました。`,
  skipped: (accounts) => `${style.number(accounts)}社は読み取れず、結果に含まれていません。`,
});
