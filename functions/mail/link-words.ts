import type { RenewalAnswer } from '../../domain/answers/renewal-answer.ts';
import type { Fit, TaskAct } from '../../domain/links/link.ts';
import { inLocale } from '../../domain/locale/words.ts';

/** What stands on the links of mails. */
export interface LinkWords {
  acts: Record<TaskAct, string>;
  /** Of a link to the page with all that there is to know of a task, and to all that can be done about it. */
  read: string;
  /** Of a link to where the next action of an account is agreed. */
  nextAction: string;
  judge: string;
  renewal: Record<RenewalAnswer, string>;
  scale: { low: string; high: string };
  fitQuestion: string;
  fits: Record<Fit, string>;
  preferences: { text: string; label: string };
}

const en: LinkWords = {
  acts: {
    done: 'Done',
    snooze: 'Snooze',
    'hand-over': 'Hand over',
    useful: 'Useful',
    'too-early': 'Too early',
    'false-alarm': 'False alarm',
  },
  read: 'Read the whole task',
  nextAction: 'Set the next action',
  judge: 'Was it right to tell you this?',
  renewal: { renew: 'Yes, we renew', talk: 'Let’s talk first', 'not-renewing': 'We are not renewing' },
  scale: { low: 'not at all', high: 'certainly' },
  fitQuestion: 'Is such a mail too much for you, just right, or not enough?',
  fits: { 'too-much': 'Too much', 'just-right': 'Just right', 'not-enough': 'Not enough' },
  preferences: { text: 'You would rather not get mails like this one?', label: 'Choose what you get' },
};

const ja: LinkWords = {
  acts: {
    done: '完了にする',
    snooze: '後日にする',
    'hand-over': '担当を変更',
    useful: '役に立った',
    'too-early': '早すぎた',
    'false-alarm': '誤報だった',
  },
  read: 'タスクの詳細を見る',
  nextAction: '次の一手を決める',
  judge: 'このお知らせはいかがでしたか。',
  renewal: { renew: '更新する', talk: '相談したい', 'not-renewing': '更新しない予定' },
  scale: { low: 'まったく薦めない', high: 'ぜひ薦めたい' },
  fitQuestion: 'このようなご案内の量はいかがでしょうか。',
  fits: { 'too-much': '多すぎる', 'just-right': 'ちょうどよい', 'not-enough': '物足りない' },
  preferences: { text: 'このようなご案内が不要な場合は、', label: '受け取るメールを選ぶ' },
};

export const linkWords = inLocale<LinkWords>({ en: () => en, ja: () => ja });
