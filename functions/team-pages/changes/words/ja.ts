import type { Speak } from '../../../../domain/locale/words.ts';
import type { ChangesWords } from './sections.ts';

export const changes: Speak<ChangesWords> = () => ({
  heading: '操作の記録',
  lead: 'この画面、リンク、コマンド、ファイル、プログラムで行われたすべての変更です。新しい順に表示しています。',
  who: '操作した人',
  none: { heading: 'この期間の変更はありません', lead: 'それより前のものは、次のページにある場合があります。' },
  noneOf: (who) => ({
    heading: `この期間に、${who}による変更はありません`,
    lead: 'それより前のものは、次のページにある場合があります。名前はチームの一覧のものを入力してください。',
  }),
  earlier: '前の期間へ',
  back: '設定へ',
});
