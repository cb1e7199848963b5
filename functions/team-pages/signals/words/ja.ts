import type { Speak } from '../../../../domain/locale/words.ts';
import type { SignalsPageWords } from './sections.ts';

export const signalsPage: Speak<SignalsPageWords> = (style) => ({
  heading: 'シグナル',
  lead: (raised, done, weeks) =>
    `直近${style.number(weeks)}週間で${style.number(raised)}件のタスクが発生し、${style.number(done)}件が完了しました。`,
  outruns: (signal, ignored, raised) => ({
    heading: `「${signal}」のタスクに手が回っていません`,
    lead: `直近4週間の${style.number(raised)}件のうち${style.number(ignored)}件が、手つかずのままでした。発生を減らすか、担当を見直しましょう。`,
  }),
  none: {
    heading: 'まだ集計がありません',
    lead: 'シグナルから発生したタスクの結果を、毎晩集計します。明日、もう一度ご確認ください。',
  },
  quiet: (weeks) =>
    `直近${style.number(weeks)}週間に発生したタスクはありません。順調か、データが届いていないかのどちらかです。下の表でご確認ください。`,
  countedAt: (moment) => `${moment}の集計です。その後の結果は、明日の集計に含まれます。`,
  stale: '夜間の集計が更新されていません。運用担当者にご確認ください。',
  about:
    '完了：担当者が完了したか、お客様から返答のあったタスク。未対応：期限まで、または自動で終わるまで、誰も対応しなかったタスク。的中率：チームの評価のうち「役に立った」の割合（かっこ内は件数と95%信頼区間）。',
  columns: {
    signal: 'シグナル',
    byWeek: '週ごと',
    aWeek: '週平均',
    raised: '発生',
    done: '完了',
    ignored: '未対応',
    words: 'チームの評価',
    precision: '的中率',
    caught: '解約の予告',
    data: 'データ',
  },
  word: {
    useful: (count) => `役に立った ${style.number(count)}`,
    'too-early': (count) => `早すぎた ${style.number(count)}`,
    'false-alarm': (count) => `誤報 ${style.number(count)}`,
  },
  noWord: 'まだありません',
  precision: (share, useful, words, low, high) =>
    `${share}（${style.number(words)}件中${style.number(useful)}件、${low}～${high}）`,
  fewWords: (useful, words) => `${style.number(words)}件中${style.number(useful)}件（率で示すには少なすぎます）`,
  ofRaised: (count, raised) => `${style.number(raised)}件中${style.number(count)}件`,
  data: { on: '届いています', partly: '一部のみ届いています', off: '届いていません' },
  missing: (named, more) => `不足：${named.join('、')}${more > 0 ? ` ほか${style.number(more)}件` : ''}`,
  retired: '現在のプレイブックにはありません',
  side: { risk: 'リスク', opportunity: '機会', service: '予定' },
  whole: '週ごとの推移',
  one: {
    lead: (weeks) => `${style.number(weeks)}週間のタスクの結果です。`,
    week: '週',
    weekOf: (day) => `${style.day(day)}の週`,
    tasks: '未完了のタスク',
    back: 'シグナルの一覧',
    nothing: 'このシグナルのタスクは、まだ発生していません。',
    byWeek: '週ごとの発生件数',
  },
});
