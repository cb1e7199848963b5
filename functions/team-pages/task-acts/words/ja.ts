import type { Speak } from '../../../../domain/locale/words.ts';
import type { TaskActWords } from './sections.ts';

export const taskActs: Speak<TaskActWords> = ({ day }) => ({
  open: '完了・後日・担当変更',
  note: 'メモ',
  done: '完了にする（結果を選ぶ）',
  minutes: '分数',
  later: '後日にする',
  nextBusinessDay: (on) => `翌営業日 · ${day(on)}`,
  nextWeek: (on) => `来週 · ${day(on)}`,
  anotherDay: 'ほかの日',
  untilThatDay: 'その日まで後日にする',
  handOver: '担当を変更する',
  to: '新しい担当',
  judge: 'このお知らせはいかがでしたか',
  notYet: 'まだ何も記録されていません。',
  told: {
    done: (name) => `完了にしました：${name}`,
    snoozed: (name, until) => `${day(until)}まで後日にしました：${name}`,
    handedOver: (name, to) => `担当を${to}に変更しました：${name}`,
    severalHandedOver: (count, to) => `${count}件の担当を${to}に変更しました`,
    noneHandedOver: '担当を変更したものはありません',
    judged: (name, verdict) =>
      `評価を記録しました（${{ useful: '役に立った', 'too-early': '早すぎた', 'false-alarm': '誤報だった' }[verdict]}）：${name}`,
  },
  left: {
    gone: 'すでになくなったタスクが1件あります',
    closed: (name) => `${name}：この間に終了しました`,
    other: (name, why) => `${name}：${why}`,
  },
  tooMany: (most) => `一度に変更できるのは${most}件までです。残りはそのままです。`,
  noneChosen: {
    heading: 'タスクが選ばれていません',
    lead: '担当を変更するタスクにチェックを入れて、もう一度お試しください。',
  },
  conflict: {
    heading: '先にほかの方の操作がありました',
    since: (what, moment) => (moment === undefined ? what : `${what}（${moment}）`),
    typed: '入力された内容（記録されていません）',
    again: '続けて操作できます。',
    toTask: 'タスクを開く',
    back: '元のページに戻る',
  },
});
