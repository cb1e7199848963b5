import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { MovedTaskMailContent } from '../../../domain/mail/mail-content.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Day } from '../../../domain/time/day.ts';
import type { Block } from '../layout/blocks.ts';
import { firstLinesOf } from '../layout/markdown.ts';
import { shortName, taskTitle, whoseIn } from '../names.ts';
import { mailWords, playWords } from '../words/words.ts';
import { courseOf } from './course.ts';
import { quoteBlocks, sideOf } from './customer-answer.ts';
import { signalDataBlocks } from './signal-data-blocks.ts';
import type { TaskActions } from './task-actions.ts';
import { dataBlocks, metaOf } from './task-mail.ts';
import { movedTaskWords } from './words/words.ts';

/** To whoever has a task from now on: it was handed over to them, or it is back from where it was put off to. */
export function movedTaskMail(
  content: MovedTaskMailContent,
  locale: Locale,
  playbook: Playbook,
  today: Day,
  actions?: TaskActions,
): { subject: string; blocks: Block[] } {
  const say = mailWords(locale);
  const moved = movedTaskWords(locale);
  const { task, type, note, data } = content;
  const by = shortName(content.byName ?? '');
  const template = entryNamed(playbook.tasks, task.template);
  const body = textIn(template?.body, locale) ?? '';
  const title = taskTitle(task, locale, playbook);
  const signal = entryNamed(playbook.signals, content.signal);
  const whose = whoseIn(locale, content, signal, playbook);
  const isLate = task.due < today;
  const why = type === 'returned' ? moved.returned : moved.handedOver(by);

  const blocks: Block[] = [
    ...quoteBlocks(data.said, sideOf(signal?.side ?? 'service', data.said), locale),
    {
      type: 'ask',
      text: say.about(whose.inText, title),
      by: { pause: say.pause, day: isLate ? playWords(locale).late.dueSince(task.due) : say.by(task.due) },
      more: why,
    },
    ...(note === undefined ? [] : ([{ type: 'note', text: moved.note(by, note) }] as const)),
    { type: 'heading', text: say.sections.toDo },
    {
      type: 'task',
      number: 1,
      title,
      meta: metaOf(task, locale, today),
      markdown: actions === undefined ? body : firstLinesOf(body),
    },
    ...(actions?.on(task, true) ?? []),
    ...(signal
      ? ([
          { type: 'heading', text: say.sections.why },
          { type: 'tag', tone: signal.side, word: say.side[signal.side], text: textIn(signal.label, locale) },
          ...courseOf(signal, data, locale, playbook),
        ] as const)
      : []),
    // The page has all of it, where there is one.
    ...(actions === undefined
      ? [
          ...(signal ? [{ type: 'paragraph', text: textIn(signal.why, locale) } as const] : []),
          ...signalDataBlocks(data, locale, playbook),
          ...dataBlocks(data, locale),
        ]
      : []),
    { type: 'footer', text: moved.footer },
  ];
  return {
    subject: moved.subject[type](
      whose.inSubject,
      title,
      isLate ? playWords(locale).late.dueSince(task.due) : say.by(task.due),
    ),
    blocks,
  };
}
