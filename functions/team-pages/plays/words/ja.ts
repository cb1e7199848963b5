import type { Speak } from '../../../../domain/locale/words.ts';
import type { PlaysPageWords } from './sections.ts';

export const playsPage: Speak<PlaysPageWords> = (style) => ({
  heading: 'プレイ',
  lead: (days) => `対応に効果があるかを、プレイの開始から${style.number(days)}日後の継続とスコアで確かめます。`,
  about:
    '対応あり：14日以内に、担当者がプレイのタスクを完了した、お客様とやり取りした（電話・会議・メール・訪問・チャットの記録）、またはプレイのメールを確認して送ったお客様。メモや予定、「対応不要」で終えたタスク、自動で送られたメールは数えません。それまでに解約したお客様は、どちらにも含みません。お客様ごとに、最初の1回だけを数えます。スコア：開始時のスコアと傾向をそろえたうえでの差（解約したお客様は0点）。かっこ内は95%信頼区間です。',
  none: {
    heading: 'まだ集計がありません',
    lead: 'プレイの結果は、必要なときに集計します。長くても数分で終わり、何も変更しません。',
  },
  noPlaybook: {
    heading: 'プレイブックがありません',
    lead: 'プレイはプレイブックの一部です。運用担当者にご確認ください。',
  },
  stale: 'この集計は、1週間以上前のものです。',
  countedAt: (moment, asOf) => `${moment}の集計です（${style.longDay(asOf)}までの記録）。`,
  count: '集計する',
  countAgain: 'もう一度集計する',
  columns: {
    play: 'プレイ',
    use: '利用（半年間）',
    compared: '比較の対象',
    kept: '継続率の差',
    score: 'スコアの差',
    verdict: '判定',
  },
  use: (raised, done) => `タスク${style.number(raised)}件中${style.number(done)}件完了`,
  noUse: 'タスクはまだありません',
  idle: (plays, more) =>
    `まだ始まったことがないプレイ：${plays.join('、')}${more > 0 ? ` ほか${style.number(more)}件` : ''}`,
  kind: { byChance: '無作為の割り当て', observed: '実際の対応による比較' },
  group: {
    acted: '対応あり',
    notActed: '対応なし',
    assigned: 'プレイあり',
    heldOut: '対照（何もしない）',
    own: 'プレイ',
  },
  keptOf: (group, kept, of, share) =>
    `${group}：${style.number(of)}社中${style.number(kept)}社が継続${share === undefined ? '' : `、${share.share}（${share.low}～${share.high}）`}`,
  pointsOfShare: (value, low, high) => `${value}ポイント（${low}～${high}）`,
  intervalOnly: (low, high) => `${low}～${high}ポイントの範囲`,
  pointsOfScore: (value, low, high) => `${value}点（${low}～${high}）`,
  ofAccounts: (accounts) => `${style.number(accounts)}アカウント`,
  tooFewScores: 'スコアがまだ足りません',
  verdict: {
    'too-few': '解約が少なく、判断できません',
    'cannot-tell-yet': 'まだ判断できません',
    'no-difference': '差は見られません',
    better: '継続が多くなっています',
    worse: '継続が少なくなっています',
  },
  notProof: '比較であり、証明ではありません。対応したお客様は、もともと違っていたかもしれません。',
  neededOutcomes: (have, needed) =>
    `率で示すには解約${style.number(needed)}件が必要です（現在${style.number(have)}件）。`,
  neededAccounts: (accounts) => `解約の半減を確かめるには、あと約${style.number(accounts)}アカウントが必要です。`,
  trial: {
    heading: (play) => `比較中：${play}`,
    lead: 'どの進め方になるかは、お客様ごとに無作為に決まります。更新が近いお客様や、緊急の対応があるお客様が「何もしない」対照になることはありません。',
    columns: { way: '進め方', share: '割合', accounts: 'お客様', kept: 'これまでの継続' },
    comparisons: '比較の結果',
    compared: '比較',
    against: (one, other) => `${one}と${other}`,
    choose: (way) => `「${way}」を正式なプレイにする`,
    end: '対照をやめて、全員に行う',
    cantTell: 'どちらがよいかは、まだ判断できません。',
    reason: '理由（あとから見る人のために残します）',
    forManagers: '正式なプレイにするのは、マネージャーが行います。',
  },
  before: {
    heading: '効果を確かめるには',
    lead: (accounts) =>
      `一部のお客様を対照にするか、2つの進め方を比べると、プレイの効果を無作為の割り当てで確かめられます。20%の解約が半分になったと分かるには、各グループに約${style.number(accounts)}社が必要です。それまでは判断できません。`,
  },
  chosen: (version, play, way) => `「${way}」を「${play}」の正式な進め方にしました（${version}）。`,
  complaint: { 'no-reason': '理由を入力してください。', 'too-long': '長すぎます。短くまとめてください。' },
  gone: { heading: 'この比較はもうありません', lead: 'プレイブックが変わりました。現在の内容をご確認ください。' },
  overtaken: {
    heading: 'ほかの人が先に公開しました',
    lead: 'ご覧になっている間に、プレイブックが変わりました。今回の変更は公開されていません。現在の内容をご確認ください。',
  },
  problems: {
    heading: 'このプレイブックは公開できません',
    lead: 'プレイブックの内容またはチームと合いません。',
    tooLarge: 'プレイブックが大きすぎて保存できません。',
  },
  back: 'プレイの一覧',
});
