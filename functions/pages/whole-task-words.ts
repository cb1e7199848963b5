import { inLocale } from '../../domain/locale/words.ts';
import type { FeedbackVerdict } from '../../domain/tasks/task.ts';
import type { Day } from '../../domain/time/day.ts';
import { playWords } from '../mail/team/play-words.ts';
import { words } from '../mail/words.ts';

/** Every word of the page that shows a task whole. */
export interface WholeTaskWords {
  about(account: string, due: Day, isLate: boolean): string;
  /** Who has it, where it is open. */
  with: { reader: string; nobody: string; other(name: string): string };
  snoozed(day: Day): string;
  said: string;
  /** Who said it, and when. */
  saidBy(who: string | undefined, day: Day): string;
  saidOfRenewal(answer: string, who: string | undefined, day: Day): string;
  person: string;
  unnamed: string;
  history: string;
  acts: {
    done(who: string): string;
    undone(who: string): string;
    snoozed(who: string, until: Day): string;
    'handed-over'(who: string, to: string): string;
    feedback(who: string, verdict: FeedbackVerdict): string;
    'approval-expired'(): string;
  };
  others: string;
  other(title: string, who: string, state: string): string;
  doneOn(day: Day): string;
  closedOn(day: Day): string;
  verdicts: Record<FeedbackVerdict, string>;
}

const en: WholeTaskWords = {
  about: (account, due, isLate) => `${account} · ${isLate ? playWords('en').late.dueSince(due) : words('en').by(due)}`,
  with: {
    reader: 'This task is yours',
    nobody: 'Nobody has this task yet',
    other: (name) => `${name} has this task`,
  },
  snoozed: (day) => `back on ${words('en').day(day)}`,
  said: 'In their own words',
  saidBy: (who, day) => `${who === undefined ? '' : `${who}, `}${words('en').day(day)}`,
  saidOfRenewal: (answer, who, day) => `“${answer}” · ${en.saidBy(who, day)}`,
  person: 'Who it is about',
  unnamed: 'A user without a name on record',
  history: 'What has happened so far',
  acts: {
    done: (who) => `Marked as done by ${who}`,
    undone: (who) => `Opened again by ${who}`,
    snoozed: (who, until) => `Put off by ${who} to ${words('en').day(until)}`,
    'handed-over': (who, to) => `Given to ${to} by ${who}`,
    feedback: (who, verdict) => `Called ${en.verdicts[verdict]} by ${who}`,
    'approval-expired': () => 'A mail to the customer was not approved in time and did not go out',
  },
  others: 'Other tasks in the same matter',
  other: (title, who, state) => `${title} · ${who} · ${state}`,
  doneOn: (day) => `done on ${words('en').day(day)}`,
  closedOn: (day) => `closed on ${words('en').day(day)}`,
  verdicts: { useful: 'useful', 'too-early': 'too early', 'false-alarm': 'a false alarm' },
};

const ja: WholeTaskWords = {
  about: (account, due, isLate) =>
    `${account} 様 · ${isLate ? playWords('ja').late.dueSince(due) : words('ja').by(due)}`,
  with: {
    reader: 'あなたが担当しているタスクです',
    nobody: '担当者はまだ決まっていません',
    other: (name) => `${name}さんが担当しているタスクです`,
  },
  snoozed: (day) => `${words('ja').day(day)}に再開します`,
  said: 'お客様の言葉',
  saidBy: (who, day) => `${who === undefined ? '' : `${who} 様、`}${words('ja').day(day)}`,
  saidOfRenewal: (answer, who, day) => `「${answer}」 · ${ja.saidBy(who, day)}`,
  person: '対象の方',
  unnamed: 'お名前が未登録のご利用者',
  history: 'これまでの経過',
  acts: {
    done: (who) => `${who}が完了にしました`,
    undone: (who) => `${who}が未完了に戻しました`,
    snoozed: (who, until) => `${who}が${words('ja').day(until)}まで後回しにしました`,
    'handed-over': (who, to) => `${who}が担当を${to}に変更しました`,
    feedback: (who, verdict) => `${who}の評価：${ja.verdicts[verdict]}`,
    'approval-expired': () => 'お客様へのメールは、期限までに承認がなく取りやめになりました',
  },
  others: '同じ件のほかのタスク',
  other: (title, who, state) => `${title} · ${who} · ${state}`,
  doneOn: (day) => `${words('ja').day(day)}に完了`,
  closedOn: (day) => `${words('ja').day(day)}に終了`,
  verdicts: { useful: '役に立った', 'too-early': '早すぎた', 'false-alarm': '誤報だった' },
};

export const wholeTaskWords = inLocale<WholeTaskWords>({ en: () => en, ja: () => ja });
