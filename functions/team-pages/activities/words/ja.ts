import type { Speak } from '../../../../domain/locale/words.ts';
import type { ActivitiesWords } from './sections.ts';

export const activities: Speak<ActivitiesWords> = (style) => ({
  heading: '活動',
  lead: 'お客様への対応を、数秒で記録できます。チームの工数や、先回り対応に変えられる対応は、この記録から集計します。',
  form: {
    heading: '活動を記録する',
    account: 'アカウント',
    accountHint: '名前の一部でも構いません。',
    pickAccount: '該当するアカウント',
    activity: '活動の種類',
    pick: '選択してください',
    how: '手段',
    minutes: '所要時間（分）',
    otherMinutes: 'その他',
    unsaid: '記録しない',
    initiative: '先回り・受け身',
    asTheKind: '活動の種類のとおり',
    outcome: '結果',
    more: '日付・返信回数も記録する',
    day: '日付',
    replies: '問い合わせへの返信回数',
    save: '記録する',
  },
  initiatives: { proactive: '先回り対応', reactive: '受け身の対応' },
  outcomes: {
    solved: '解決した',
    open: '対応中',
    agreed: '合意いただいた',
    declined: '見送りになった',
    none: '特になし',
  },
  refused: {
    account: (typed) =>
      typed === ''
        ? 'アカウントを入力してください。'
        : `「${typed}」というアカウントは見つかりません。名前の一部かIDを入力してください。`,
    whichAccount: (typed) => `「${typed}」に該当するアカウントが複数あります。選択してください。`,
  },
  refusedHeading: '活動を記録する',
  leave: '活動の一覧に戻る',
  views: { mine: '自分の活動', today: 'チームの今日', team: 'チーム全体' },
  viewsLabel: '表示する活動',
  noPlaybook: '活動の種類はプレイブックで決めます。まだプレイブックがないため、種類なしで記録します。',
  empty: {
    mine: { heading: '最近の活動の記録はありません。', lead: '完了したタスクも、ここに並びます。' },
    today: { heading: '今日の活動の記録はまだありません。', lead: '完了したタスクも、ここに並びます。' },
    team: { heading: '最近の活動の記録はありません。', lead: '完了したタスクも、ここに並びます。' },
  },
  nothingFound: { heading: '条件に合う活動はありません。', lead: '条件を解除するか、期間を広げてください。' },
  sum: (count, minutes, hasMore) =>
    `${hasMore ? '最新の' : ''}${style.number(count)}件、記録された所要時間は合計${style.number(minutes)}分です。`,
  lookedUntil: (day) => `${style.longDay(day)}以降の記録です。それより前は次のページにあります。`,
  filters: { account: 'アカウント', activity: '活動の種類', person: '担当', from: 'この日以降' },
  columns: {
    day: '日付',
    what: '内容',
    account: 'アカウント',
    minutes: '分',
    initiative: '先回り・受け身',
    outcome: '結果',
    by: '担当',
  },
  task: 'タスク',
  unnamed: 'その他',
  nobody: '不明',
  file: {
    id: 'アカウントID',
    how: '手段',
    minutes: '所要時間（分）',
    scope: '個別・共通',
    skill: '必要なスキル',
    replies: '返信回数',
    initiative: '先回り・受け身',
  },
  scopes: { custom: '個別対応', general: '共通対応' },
  skills: { basic: '基本', expert: '専門' },
  tooManyForAFile: {
    heading: '1つのファイルに収まりません',
    lead: '「この日以降」で期間を狭めるか、担当やアカウントで絞り込んでください。',
  },
});
