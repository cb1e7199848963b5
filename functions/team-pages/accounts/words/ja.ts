import type { Speak } from '../../../../domain/locale/words.ts';
import type { AccountsWords } from './sections.ts';

export const accounts: Speak<AccountsWords> = ({ number, day }) => ({
  heading: 'アカウント',
  found: (found, all) => (found === all ? `${number(all)}件` : `${number(all)}件中 ${number(found)}件`),
  pay: (amounts) => `MRR合計 ${amounts.join('、')}`,
  caption: 'アカウント一覧',
  columns: {
    name: 'アカウント',
    health: '健康度',
    change: '7日間',
    line: '90日間',
    mrr: 'MRR',
    renewal: '更新日',
    stage: 'ステージ',
    csm: '担当CSM',
    tasks: '未完了タスク',
  },
  file: { id: 'ID', grade: '健康度の区分', currency: '通貨', segment: 'セグメント', parent: '親アカウント' },
  filters: {
    words: '名前またはID',
    csm: '担当CSM',
    grade: '健康度',
    stage: 'ステージ',
    segment: 'セグメント',
    parent: '親アカウント',
    renewal: '更新日',
    within: (days) => `${days}日以内`,
    passed: '過ぎている',
    none: 'なし',
    left: '解約済み',
  },
  noScore: '未採点',
  lastKnown: (on) => `${day(on)}時点`,
  points: (tenths) => number(tenths / 10, 0),
  change: (tenths) => (Math.abs(tenths) < 5 ? '±0' : `${tenths < 0 ? '−' : '+'}${number(Math.abs(tenths) / 10, 0)}`),
  inDays: (days) => (days === 0 ? '今日' : days < 0 ? `${number(-days)}日前` : `あと${number(days)}日`),
  leftOn: (on) => `${day(on)}に解約`,
  nobody: '担当者なし',
  asOf: (moment) => `並び順と絞り込みは${moment}時点、各行の内容は現在のものです。`,
  partial: 'まだ載っていないアカウントがあります。次の夜の実行で載ります。',
  empty: {
    heading: 'アカウントはまだありません',
    lead: '取り込まれるか、お使いのシステムから届くと、数秒でここに表示されます。',
  },
  nothingFound: {
    heading: '条件に合うアカウントはありません',
    lead: '言葉を減らすか、条件をクリアしてください。',
  },
  tooMany: {
    heading: 'アカウントが多すぎて、1つのファイルに収まりません',
    lead: (found) =>
      `${number(found)}件あります。担当CSM、ステージ、セグメントのいずれかで絞り込み、分けて保存してください。`,
    back: '一覧に戻る',
  },
});
