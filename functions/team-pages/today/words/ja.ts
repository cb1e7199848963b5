import type { Speak } from '../../../../domain/locale/words.ts';
import type { TodayWords } from './sections.ts';

const renewal = { renew: '更新する', talk: '更新前に相談したい', 'not-renewing': '更新しない予定' };
const expected = { less: '期待以下', 'as-expected': '期待どおり', more: '期待以上' };
const amounts = { 'too-much': '多すぎる', 'just-right': 'ちょうどよい', 'not-enough': '足りない' };
const oneOf = (words: Record<string, string>, name: string) => words[name] ?? name;

export const today: Speak<TodayWords> = ({ day }) => ({
  heading: (on) => `今日 ${day(on)}`,
  lead: (open, late) => (late === 0 ? `やること ${open}件` : `やること ${open}件、うち期限切れ ${late}件`),
  groups: { late: '期限切れ', today: '今日まで', soon: '1週間以内', later: 'それ以降' },
  of: {
    away: (name) => `不在の${name}さんの分`,
    left: (name) => `退職された${name}さんの分`,
  },
  allDone: {
    heading: 'すべて終わりました',
    next: (on, hour) => `次の確認は${day(on)} ${hour}:00です。急ぎの件があれば、その前にメールでお知らせします。`,
  },
  approvals: {
    heading: '承認待ちのメール',
    to: (person, account) => `${person} 様宛 · ${account} 様`,
    from: (name) => `差出人：${name}さん`,
    look: '内容を見て送信する',
    subject: '件名',
    body: '本文',
    send: '送信する',
    drop: '送信しない',
    all: '承認待ちのメールをすべて見る',
  },
  answers: {
    heading: '担当のお客様からの回答',
    said: {
      'renewal-answered': (said) => `契約更新：${oneOf(renewal, said)}`,
      'survey-answered': (said) => `製品のお薦め度：10点中${said}点`,
      'activity-answered': (said) => `対応の評価：${oneOf(expected, said)}`,
      'cs-survey-answered': (said) => `対応のお薦め度：10点中${said}点`,
      'mail-rated': (said) => `メールの量：${oneOf(amounts, said)}`,
      'goal-agreed': (said) => `成功の目標に合意：${said}`,
      'page-commented': () => 'お客様ページからのメッセージ',
      'task-done': () => 'お客様ページで1件を完了',
    },
  },
  closed: {
    heading: '最近の結果',
    how: {
      done: '完了',
      answered: 'お客様から新しいご返答',
      recovered: '状況が改善',
      retired: 'プレイブックから削除',
      churned: 'ご契約終了',
    },
    by: (name) => `${name}さん`,
  },
});
