import type { Speak } from '../../../../domain/locale/words.ts';
import type { WhatIfWords } from './sections.ts';

export const whatIf: Speak<WhatIfWords> = (style) => ({
  heading: 'この数値だった場合の結果',
  lead: ({ from, to, accounts }) =>
    `${style.longDay(from)}から${style.longDay(to)}まで、${style.number(accounts)}社の実績で、現在の設定と比べています。`,
  change: (before, after) => `${before} → ${after}`,
  episodes: (signal) => `「${signal}」の発生`,
  comesAndGoes: (comes, goes) => `増える ${style.number(comes)}件・なくなる ${style.number(goes)}件`,
  sameAsOther: (signal) =>
    `「${signal}」が、終わって再発する代わりに続く場合や、期間より前に発生している場合は、同じ発生とみなし、増減の件数に含めません。`,
  tasks: '全シグナルのタスク',
  aWeek: (before, after) => `1週間に${before} → ${after}件`,
  mails: 'お客様へのメール',
  same: '結果は変わりません。',
  none: {
    heading: 'この期間のことは分かりません',
    lead: 'この期間の記録が、どのお客様にもありません。あとの期間を選ぶか、過去の契約台帳とイベントを取り込んでください。',
  },
  tellableFrom: (day) => `記録は${style.longDay(day)}からです。それより前のことは分かりません。`,
  withoutPast: (accounts) => `${style.number(accounts)}社は、この期間の記録がありません。`,
  begun: (accounts) => `${style.number(accounts)}社は、期間の途中から記録があり、そこから数えています。`,
  noData: (signal) => `「${signal}」は、この期間に必要なデータがなく、判定できませんでした。`,
  unknown: (signal, percent, unknown, days) =>
    `「${signal}」は、延べ${style.number(days)}日のうち${style.number(unknown)}日（${percent}）で、データが足りず判定できませんでした。`,
  chart: {
    title: (whose) => (whose === null ? 'チーム全体の週ごとのタスク' : `${whose}さんの週ごとのタスク`),
    summary: (before, after, weeks) =>
      `${style.number(weeks)}週間のタスクは、現在の設定で${style.number(before)}件、試した数値で${style.number(after)}件です。`,
    week: '週の初日',
    before: '現在',
    after: '変更後',
    capacity: '対応できる件数',
    numbers: '数値',
    key: '枠線：現在の設定　塗り：変更後',
    keyWithCapacity: '枠線：現在の設定　塗り：変更後　横線：対応できる件数',
    inPart: '期間の初めや終わりが週の途中のときは、期間内の日数の分だけ数えています。',
    all: 'チーム全体',
  },
  people: {
    heading: '担当者ごと',
    person: '担当者',
    aWeek: '1週間のタスク',
    capacity: '1週間に対応できる件数',
    over: '超える週',
    ofWeeks: (before, after, weeks) =>
      `${style.number(weeks)}週のうち${style.number(before)} → ${style.number(after)}週`,
    nobody: '担当者なし',
    noCapacity: '対応できる件数が未設定の人がいます。管理者が「設定」の「メンバー」で入力できます。',
    more: (people) => `ほか${style.number(people)}名`,
  },
  openToday: {
    heading: (day) => `はじめからこの数値だった場合の、${style.longDay(day)}終了時点の違い`,
    counts: (opens, closes) =>
      `新たに発生中となるもの${style.number(opens)}件、発生中でなくなるもの${style.number(closes)}件です。`,
    opens: '▲ 発生中になる',
    closes: '▼ 発生しない',
    mrr: 'MRR',
    csm: '担当CSM',
  },
  accounts: {
    heading: '増えるお客様・なくなるお客様',
    account: 'お客様',
    what: '変化',
    day: '日付',
    signal: 'シグナル',
    comes: '▲ 増える',
    goes: '▼ なくなる',
    none: 'ありません。',
    more: (count) => `ほか${style.number(count)}件`,
  },
  fates: {
    heading: 'お客様へのメール（控える決まりを反映）',
    fate: 'メールの行方',
    before: '現在',
    after: '変更後',
    of: {
      sent: '送信',
      approval: '担当CSMの承認待ち',
      draft: '担当CSMへの下書き',
      held: '保留（人が判断）',
      dropped: '送信しない（不要になった、または希望されない）',
      waiting: '期間の終わりに送信待ち',
    },
  },
});
