import type { Language } from '../../../domain/account/account.ts';
import type { MovedTaskMailContent } from '../../../domain/mail/mail-content.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Day } from '../../../domain/time/day.ts';
import type { Block } from '../layout/blocks.ts';
import { firstLinesOf } from '../layout/markdown.ts';
import { shortName, taskTitle, whoseIn } from '../names.ts';
import { words } from '../words.ts';
import { courseOf } from './course.ts';
import { quoteBlocks, sideOf } from './customers-word.ts';
import { movedTaskWords } from './moved-task-words.ts';
import { playWords } from './play-words.ts';
import { signalDataBlocks } from './signal-data-blocks.ts';
import type { TaskActions } from './task-actions.ts';
import { dataBlocks, metaOf } from './task-mail.ts';

/** To whoever has a task from now on: it was handed over to them, or it is back from where it was put off to. */
export function movedTaskMail(
  content: MovedTaskMailContent,
  language: Language,
  playbook: Playbook,
  today: Day,
  actions?: TaskActions,
): { subject: string; blocks: Block[] } {
  const say = words[language];
  const moved = movedTaskWords[language];
  const { task, type, note, data } = content;
  const by = shortName(content.byName ?? '');
  const template = entryNamed(playbook.tasks, task.template);
  const body = template?.body[language] ?? '';
  const title = taskTitle(task, language, playbook);
  const signal = entryNamed(playbook.signals, content.signal);
  const whose = whoseIn(language, content, signal, playbook);
  const isLate = task.due < today;
  const why = type === 'returned' ? moved.returned : moved.handedOver(by);

  const blocks: Block[] = [
    ...quoteBlocks(data.said, sideOf(signal?.side ?? 'service', data.said), language),
    {
      type: 'ask',
      text: say.about(whose.inText, title),
      by: { pause: say.pause, day: isLate ? playWords[language].late.dueSince(task.due) : say.by(task.due) },
      more: why,
    },
    ...(note === undefined ? [] : ([{ type: 'note', text: moved.note(by, note) }] as const)),
    { type: 'heading', text: say.sections.toDo },
    {
      type: 'task',
      number: 1,
      title,
      meta: metaOf(task, language, today),
      markdown: actions === undefined ? body : firstLinesOf(body),
    },
    ...(actions?.on(task, true) ?? []),
    ...(signal
      ? ([
          { type: 'heading', text: say.sections.why },
          { type: 'tag', tone: signal.side, word: say.side[signal.side], text: signal.label[language] },
          ...courseOf(signal, data, language, playbook),
        ] as const)
      : []),
    // The page has all of it, where there is one.
    ...(actions === undefined
      ? [
          ...(signal ? [{ type: 'paragraph', text: signal.why[language] } as const] : []),
          ...signalDataBlocks(data, language, playbook),
          ...dataBlocks(data, language),
        ]
      : []),
    { type: 'footer', text: moved.footer },
  ];
  return {
    subject: moved.subject[type](
      whose.inSubject,
      title,
      isLate ? playWords[language].late.dueSince(task.due) : say.by(task.due),
    ),
    blocks,
  };
}
