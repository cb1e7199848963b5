import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { NotificationContent } from '../../../domain/mail/mail-content.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Block } from '../layout/blocks.ts';
import { accountIn, ofProducts, shortName } from '../names.ts';
import { mailWords } from '../words/words.ts';
import { answersHeadline, quoteBlocks, sideOf, stakesBlocks } from './customer-answer.ts';
import type { TaskActions } from './task-actions.ts';
import { dataBlocks } from './task-mail.ts';
import { whatMoved } from './what-moved.ts';
import { notificationWords } from './words/words.ts';

/** To somebody who is to know: what the customer said, what is at stake, and who takes care of it. */
export function notificationMail(
  content: NotificationContent,
  locale: Locale,
  playbook: Playbook,
  actions?: TaskActions,
): { subject: string; blocks: Block[] } {
  const say = mailWords(locale);
  const texts = notificationWords(locale);
  const { data, tasks, closed } = content;
  const { said } = data;
  // The playbook may have forgotten the signal since.
  const signal = entryNamed(playbook.signals, content.signal);
  const side = sideOf(signal?.side ?? 'service', said);
  const account = accountIn(locale, content.account);
  const title = (template: string) => textIn(entryNamed(playbook.tasks, template)?.title, locale) ?? texts.aTask;
  const moved = signal === undefined ? null : whatMoved(signal, content, locale, playbook);
  const news = moved?.headline ?? textIn(signal?.label, locale) ?? texts.news;
  const headline = (place: 'subject' | 'mail') => {
    const answer = answersHeadline(said, locale, place);
    if (answer === null) return news;
    return place === 'mail' ? answer : ofProducts(locale, signal, content.subject, answer);
  };
  const items = tasks.map((task) =>
    say.colleague(shortName(task.assigneeName) || say.nobody, title(task.template), task.due),
  );
  const blocks: Block[] = [
    ...quoteBlocks(said, side, locale),
    { type: 'ask', text: texts.ask(account, headline('mail')), more: texts.nothingToDo },
    ...stakesBlocks(data, locale),
    ...closed.map((template): Block => ({ type: 'note', text: texts.closed(title(template)) })),
    { type: 'heading', text: texts.whoHasIt },
    items.length > 0 ? { type: 'list', items } : { type: 'paragraph', text: texts.nobodyHasIt },
    ...(actions === undefined
      ? []
      : tasks.slice(0, 1).map((task): Block => ({ type: 'button', ...actions.read(task) }))),
    // The page has all of it, where there is one.
    ...(actions === undefined || tasks.length === 0 ? dataBlocks(data, locale) : []),
    { type: 'footer', text: texts.footer },
  ];
  return { subject: texts.subject(say.side[side], account, headline('subject')), blocks };
}
