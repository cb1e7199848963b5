import type { Language } from '../../domain/account.ts';
import type { MovedTaskMailContent } from '../../domain/mail-content.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Block } from './blocks.ts';
import { quoteBlocks, sideOf } from './customers-word.ts';
import { movedTaskWords } from './moved-task-words.ts';
import { shorten } from './plain-text.ts';
import type { TaskActions } from './task-actions.ts';
import { factRows, metaOf, peopleRows } from './task-mail.ts';
import { words } from './words.ts';

const MOST_CHARACTERS_OF_A_NAME = 60;

/** To whoever has a task from now on: it was handed over to them, or it is back from where it was put off to. */
export function movedTaskMail(
  content: MovedTaskMailContent,
  language: Language,
  playbook: Playbook,
  actions?: TaskActions,
): { subject: string; blocks: Block[] } {
  const say = words[language];
  const moved = movedTaskWords[language];
  const { task, type, note, data } = content;
  const account = shorten(content.account.name, MOST_CHARACTERS_OF_A_NAME);
  const by = shorten(content.byName ?? '', MOST_CHARACTERS_OF_A_NAME);
  // The task may be older than the playbook: what is no longer in there is called by its id.
  const template = playbook.tasks[task.template];
  const title = template?.title[language] ?? task.template;
  const signal = playbook.signals[content.signal];
  const why = type === 'returned' ? moved.returned : moved.handedOver(by);

  const blocks: Block[] = [
    ...quoteBlocks(data.said, sideOf(signal?.side ?? 'service', data.said), language),
    {
      type: 'ask',
      text: say.firstLine(account, title),
      by: { pause: say.pause, day: say.by(task.due) },
      more: why,
    },
    ...(note === undefined ? [] : ([{ type: 'note', text: moved.note(by, note) }] as const)),
    { type: 'heading', text: say.sections.toDo },
    {
      type: 'task',
      number: 1,
      title,
      meta: metaOf(task, language),
      markdown: template?.body[language] ?? '',
    },
    ...(actions?.on(task, true) ?? []),
    ...(signal
      ? ([
          { type: 'heading', text: say.sections.why },
          { type: 'tag', tone: signal.side, word: say.side[signal.side], text: signal.label[language] },
          { type: 'paragraph', text: signal.why[language] },
        ] as const)
      : []),
    { type: 'heading', text: say.sections.data(data.asOf) },
    { type: 'facts', rows: factRows(data, say) },
    ...(data.people.length > 0
      ? ([
          { type: 'heading', text: say.sections.people },
          { type: 'facts', rows: peopleRows(data, say) },
        ] as const)
      : []),
    { type: 'footer', text: moved.footer },
  ];
  return { subject: moved.subject[type](account, title, task.due), blocks };
}
