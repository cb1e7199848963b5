import type { Language } from '../../domain/account.ts';
import type { Day } from '../../domain/day.ts';
import type { MovedTaskMailContent } from '../../domain/mail-content.ts';
import { lowerFirst, words } from './words.ts';

/** What is said of a task that has a new assignee, or is back. */
export interface MovedTaskWords {
  subject: Record<MovedTaskMailContent['type'], (account: string, title: string, due: Day) => string>;
  /** `by` is empty where nobody said who it was. */
  handedOver(by: string): string;
  returned: string;
  note(by: string, note: string): string;
  footer: string;
}

const en: MovedTaskWords = {
  subject: {
    'handed-over': (account, title, due) => `For you · ${account}: ${lowerFirst(title)} · ${words.en.by(due)}`,
    returned: (account, title, due) => `Back today · ${account}: ${lowerFirst(title)} · ${words.en.by(due)}`,
  },
  handedOver: (by) => (by === '' ? 'This task was handed over to you.' : `${by} has handed this task over to you.`),
  returned: 'It was put off to today.',
  note: (by, note) => (by === '' ? note : `${by}: ${note}`),
  footer: 'You are told of it once. What was done so far stays with the task.',
};

const ja: MovedTaskWords = {
  subject: {
    'handed-over': (account, title, due) => `【引き継ぎ】${account}：${title}｜${words.ja.by(due)}`,
    returned: (account, title, due) => `【再開】${account}：${title}｜${words.ja.by(due)}`,
  },
  handedOver: (by) =>
    by === '' ? 'このタスクがあなたに引き継がれました。' : `${by}さんからこのタスクを引き継ぎました。`,
  returned: '今日まで後日に回していたタスクです。',
  note: (by, note) => (by === '' ? note : `${by}さんより：${note}`),
  footer: 'このお知らせは一度だけお送りします。これまでの経過はタスクに残っています。',
};

export const movedTaskWords: Record<Language, MovedTaskWords> = { en, ja };
