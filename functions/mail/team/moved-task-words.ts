import { inLocale } from '../../../domain/locale/words.ts';
import type { MovedTaskMailContent } from '../../../domain/mail/mail-content.ts';
import { lowerFirst } from '../words.ts';

/** What is said of a task that has a new assignee, or is back. */
export interface MovedTaskWords {
  subject: Record<MovedTaskMailContent['type'], (whose: string, title: string, due: string) => string>;
  /** `by` is empty where nobody said who it was. */
  handedOver(by: string): string;
  returned: string;
  note(by: string, note: string): string;
  footer: string;
}

const en: MovedTaskWords = {
  subject: {
    'handed-over': (whose, title, due) => `For you · ${whose}: ${lowerFirst(title)} · ${due}`,
    returned: (whose, title, due) => `Back today · ${whose}: ${lowerFirst(title)} · ${due}`,
  },
  handedOver: (by) => (by === '' ? 'This task is yours now.' : `${by} has handed this task over to you.`),
  returned: 'It had been put off until today.',
  note: (by, note) => (by === '' ? note : `${by}: ${note}`),
  footer: 'You get this once. What has been done so far stands with the task.',
};

const ja: MovedTaskWords = {
  subject: {
    'handed-over': (whose, title, due) => `【担当変更】${whose}：${title}｜${due}`,
    returned: (whose, title, due) => `【再開】${whose}：${title}｜${due}`,
  },
  handedOver: (by) =>
    by === ''
      ? 'このタスクの担当が、あなたに変わりました。'
      : `${by}さんから、このタスクの担当があなたに変わりました。`,
  returned: '後日に回していたタスクの再開日になりました。',
  note: (by, note) => (by === '' ? note : `${by}さんからの申し送り：${note}`),
  footer: 'このお知らせは一度だけお送りします。これまでの経過はタスクの詳細に残っています。',
};

export const movedTaskWords = inLocale<MovedTaskWords>({ en: () => en, ja: () => ja });
