import type { Speak } from '../../../../domain/locale/words.ts';
import type { SurveyPageWords } from './sections.ts';

export const surveyPage: Speak<SurveyPageWords> = (style) => ({
  heading: '対応へのお客様の声',
  lead: (first) => `${style.longDay(first)}以降に行った、チームの対応についてのアンケートです。`,
  apart: 'チームの対応についての回答です。製品のNPSには一切含めません。',
  kpis: '製品のNPSはKPIでご覧になれます',
  empty: {
    heading: 'まだお客様におうかがいしていません',
    lead: 'プレイブックのメールに asks: activity または asks: cs-nps と書くと、お客様におうかがいできます。用意されているメールは、システムの運用担当者が有効にできます。',
  },
  figures: {
    asked: 'おうかがいした数',
    answered: '回答',
    silent: '未回答',
    gap: '期待との差',
    nps: '対応のお薦め度（CS活動のNPS）',
    counts: (less, asExpected, more) =>
      `期待以下 ${style.number(less)}・期待どおり ${style.number(asExpected)}・期待以上 ${style.number(more)}`,
    npsOf: (value, low, high, answers) => `${value}（${low}～${high}）、回答${style.number(answers)}件`,
    npsRange: (low, high, answers, needed) =>
      `${low}～${high}の間、回答${style.number(answers)}件（判断にはあと${style.number(needed)}件必要）`,
    none: '回答はまだありません',
  },
  by: { activity: '活動の種類別', segment: 'おうかがいした時点の状態別', role: '役割別' },
  columns: {
    name: '区分',
    asked: 'おうかがいした数',
    answered: '回答',
    gap: '期待との差',
    nps: '対応のNPS',
  },
  segments: { fan: 'ファン', neutral: '中立', worry: '利用低下・解約の懸念', unknown: '不明' },
  segmentsHint:
    'メールを送った日の状態です。ファンは、1年以内に製品へ9または10と回答された方。懸念は、アカウントが危険域にあるか、6以下と回答された方です。',
  notNamed: 'チームの対応全般',
  noRole: '役割の登録なし',
  afterLeaving: (answers) =>
    `${style.number(answers)}件は、退職された方や契約を終えられたお客様からの回答です。下の一覧に残し、集計には含めていません。`,
  withoutAsk: (answers) =>
    `${style.number(answers)}件は、送信の記録を始める前のメールへの回答です。回答には含め、回答率には含めていません。`,
  rule: (days) =>
    days === 0
      ? 'プレイブックでは、同じ方におうかがいする間隔を定めていません。'
      : `同じ方には${style.number(days)}日に1回までしかおうかがいしません。それを超えるメールは送らず、理由とともにメールの一覧に残します。`,
  voices: {
    heading: '回答の一覧',
    columns: {
      day: '日付',
      account: 'アカウント',
      contact: '回答者',
      about: '対象',
      said: '回答',
      comment: 'コメント',
    },
    recommends: (score) => `お薦め度：10点中${style.number(score)}点`,
    hasLeft: '退職・解約後の回答',
    wholeList: 'すべての回答',
    ofRow: (name) => `絞り込み：${name}`,
  },
  file: {
    id: 'アカウントID',
    contactId: '担当者ID',
    segment: '送信時の状態',
    role: '役割',
    score: 'お薦め度（0～10）',
    expectation: '期待との差',
  },
});
