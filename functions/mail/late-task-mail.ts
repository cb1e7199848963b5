import type { Language } from '../../domain/account.ts';
import type { LateTaskMailContent } from '../../domain/mail-content.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Block } from './blocks.ts';
import { quoteBlocks, sideOf } from './customers-word.ts';
import { shorten } from './plain-text.ts';
import { playWords } from './play-words.ts';
import type { TaskActions } from './task-actions.ts';
import { words } from './words.ts';

const MOST_CHARACTERS_OF_A_NAME = 60;

/** To whoever has a late task a reminder, to the manager an escalation. */
export function lateTaskMail(
  content: LateTaskMailContent,
  language: Language,
  playbook: Playbook,
  actions?: TaskActions,
): { subject: string; blocks: Block[] } {
  const say = words[language];
  const { late } = playWords[language];
  const { task, type, lateInBusinessDays } = content;
  const isReminder = type === 'reminder';
  const account = shorten(content.account.name, MOST_CHARACTERS_OF_A_NAME);
  const name = shorten(task.assigneeName, MOST_CHARACTERS_OF_A_NAME) || late.nobody;
  // The task may be older than the playbook: what is no longer in there is called by its id.
  const template = playbook.tasks[task.template];
  const title = template?.title[language] ?? task.template;
  const signal = playbook.signals[content.signal];
  const toDo = isReminder ? late.toDo.reminder : late.toDo.escalation(name);

  const blocks: Block[] = [
    ...quoteBlocks(content.said, sideOf(signal?.side ?? 'service', content.said), language),
    {
      type: 'ask',
      text: isReminder
        ? say.firstLine(account, title)
        : late.escalation.ask(account, title, name.replaceAll(' ', '\u00a0')),
      by: { pause: say.pause, day: late.dueSince(task.due) },
      more: late.lateBy(lateInBusinessDays),
    },
    { type: 'heading', text: say.sections.why },
    ...(signal ? [tagOf(signal, language)] : []),
    { type: 'paragraph', text: whyOf() },
    { type: 'heading', text: say.sections.toDo },
    { type: 'markdown', markdown: toDo.map((item) => `- ${item}`).join('\n') },
    ...(actions?.onLate(task, isReminder) ?? [
      { type: 'paragraph', text: late.recordIt } as const,
      { type: 'copy', text: `npx sakimawari tasks done "${task.id}" --outcome helped --note "…"` } as const,
    ]),
    { type: 'heading', text: late.taskTitle },
    {
      type: 'facts',
      rows: [
        { label: late.what, value: title },
        { label: late.assignee, value: name },
        { label: late.due, value: say.longDay(task.due) },
      ],
    },
    ...(isReminder && template ? [{ type: 'markdown', markdown: template.body[language] } as const] : []),
    { type: 'footer', text: late[type].footer },
  ];
  const subject = isReminder
    ? late.reminder.subject(account, title, task.due)
    : late.escalation.subject(account, title, name, task.due);
  return { subject, blocks };

  function whyOf(): string {
    if (isReminder) return late.reminder.why(playbook.overdue.escalateAfterInBusinessDays);
    return task.assigneeName === '' ? late.escalation.whyNobody : late.escalation.why(name);
  }
}

function tagOf({ side, label }: Playbook['signals'][string], language: Language): Block {
  return { type: 'tag', tone: side, word: words[language].side[side], text: label[language] };
}
