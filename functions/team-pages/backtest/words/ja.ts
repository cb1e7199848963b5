import type { Speak } from '../../../../domain/locale/words.ts';
import type { BacktestWords } from './sections.ts';

export const backtest: Speak<BacktestWords> = (style) => ({
  heading: '解約されたお客様に、事前に気づけたか',
  headingOfAll: '解約されたお客様に、事前に気づけたか（全シグナル）',
  ask: ({ from, to, leadInDays, horizonInDays }) =>
    `${style.longDay(from)}から${style.longDay(to)}まで、その日に分かっていたことだけで、全アカウントを1日ずつたどります。${style.number(leadInDays)}日より前から${style.number(horizonInDays)}日間の発生を、間に合った警告とみなします。`,
  button: '過去の実績で確認する',
  lead: ({ from, to, outcomes, accounts }) =>
    `${style.longDay(from)}から${style.longDay(to)}まで、${style.number(accounts)}社のうち${style.number(outcomes)}社が解約されました。`,
  none: 'この期間に解約されたお客様はなく、確かめられることはありません。',
  tooFew: (outcomes, needed) =>
    `解約${style.number(outcomes)}社では、率を示すには少なすぎます（あと${style.number(needed)}社必要です）。件数と、偶然による幅のみを示します。`,
  verdicts: {
    'better-than-chance': '● 偶然よりも確かに気づけています。',
    'no-better': '▼ 偶然と変わりません。',
    'cant-tell': '偶然よりよいかどうかは、まだ分かりません。',
  },
  figures: {
    caught: '間に合った警告',
    tooLate: '遅すぎた警告',
    missed: '警告なし',
    unknown: '当時のデータなし',
    earlier: 'ずっと前から発生中',
    precision: '発生後に解約された割合',
    lift: '普段の解約率との比',
    falseAlarms: '誤報',
    keptAfterAction: '対応して継続された件数',
    unfinished: '結果がまだ出ていない発生',
    daysAhead: '何日前に気づけたか',
    baseRate: '普段の解約の割合',
  },
  ofAll: (count, of) => `${style.number(of)}社中${style.number(count)}社`,
  rate: (share, count, of, low, high) => `${share}（${style.number(of)}件中${style.number(count)}件、${low}～${high}）`,
  counts: (count, of, low, high) => `${style.number(of)}件中${style.number(count)}件（${low}～${high}）`,
  times: (value, low, high) => (value === null ? `${low}～${high}倍` : `${value}倍（${low}～${high}倍）`),
  days: (median, low, high) => `${style.number(median)}日前（半数は${style.number(low)}～${style.number(high)}日前）`,
  aMonth: (count) => `CSM1人・1か月あたり${count}件`,
  curve: {
    heading: '何日前までに気づけたか',
    days: '日数',
    warned: '警告できたお客様',
    atLeast: (days) => `${style.number(days)}日以上前`,
  },
  about: (leadInDays, horizonInDays) =>
    `間に合った警告：解約の${style.number(leadInDays + 1)}～${style.number(leadInDays + horizonInDays)}日前に発生したもの。対応して継続されたものは、誤報に数えません。かっこ内の幅は95%信頼区間です。`,
  notIn: '確認したプレイブックに、このシグナルはありませんでした。',
});
