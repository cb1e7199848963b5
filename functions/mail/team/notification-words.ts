import { inLocale } from '../../../domain/locale/words.ts';

export interface NotificationWords {
  subject(side: string, account: string, headline: string): string;
  ask(account: string, headline: string): string;
  nothingToDo: string;
  closed(title: string): string;
  whoHasIt: string;
  nobodyHasIt: string;
  /** What a task is called that the playbook no longer has. */
  aTask: string;
  /** Where neither an answer nor a signal has a name. */
  news: string;
  footer: string;
}

const en: NotificationWords = {
  subject: (side, account, headline) => `${side} · ${account}: ${headline}`,
  ask: (account, headline) => `${account}: ${headline}`,
  nothingToDo: 'For your information. There is nothing you have to do.',
  closed: (title) => `Your task “${title}” is closed: the customer has answered since.`,
  whoHasIt: 'Who takes care of it',
  nobodyHasIt: 'Nobody has been given a task for it.',
  aTask: 'A task',
  news: 'the customer has answered',
  footer: 'You get this because the customer’s answer concerns you too. It is told once for each answer.',
};

const ja: NotificationWords = {
  subject: (side, account, headline) => `【${side}】${account}：${headline}`,
  ask: (account, headline) => `${account} 様：${headline}`,
  nothingToDo: 'ご参考までにお知らせします。ご対応は不要です。',
  closed: (title) => `あなたのタスク「${title}」は、その後お客様からご返答があったため閉じました。`,
  whoHasIt: '対応する人',
  nobodyHasIt: 'この件のタスクは、どなたにも割り当てられていません。',
  aTask: 'タスク',
  news: 'お客様からのご返答',
  footer: 'お客様のご返答があなたにも関わるため、お送りしています。お知らせは、ご返答1件につき一度だけです。',
};

export const notificationWords = inLocale<NotificationWords>({ en: () => en, ja: () => ja });
