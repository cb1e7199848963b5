import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { LateTaskMailContent } from '../../../domain/mail/mail-content.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { Block } from '../layout/blocks.ts';
import { shortName, taskTitle, whoseIn } from '../names.ts';
import { mailWords, playWords } from '../words/words.ts';
import { quoteBlocks, sideOf } from './customer-answer.ts';
import type { TaskActions } from './task-actions.ts';

/** To whoever has a late task a reminder, to the manager an escalation. */
export function lateTaskMail(
  content: LateTaskMailContent,
  locale: Locale,
  playbook: Playbook,
  actions?: TaskActions,
): { subject: string; blocks: Block[] } {
  const say = mailWords(locale);
  const { late } = playWords(locale);
  const { task, type, lateInBusinessDays } = content;
  const isReminder = type === 'reminder';
  const signal = entryNamed(playbook.signals, content.signal);
  const whose = whoseIn(locale, content, signal, playbook);
  const name = shortName(task.assigneeName) || late.nobody;
  const template = entryNamed(playbook.tasks, task.template);
  const title = taskTitle(task, locale, playbook);
  const todo = actions?.onLate(task, isReminder);
  const toDo = isReminder ? late.toDo.reminder : late.toDo.escalation(name);

  const blocks: Block[] = [
    ...quoteBlocks(content.said, sideOf(signal?.side ?? 'service', content.said), locale),
    {
      type: 'ask',
      text: isReminder
        ? say.about(whose.inText, title)
        : late.escalation.ask(whose.inText, title, name.replaceAll(' ', '\u00a0')),
      by: { pause: say.pause, day: late.dueSince(task.due) },
      more: late.lateBy(lateInBusinessDays),
    },
    { type: 'heading', text: say.sections.why },
    ...(signal ? [tagOf(signal, locale)] : []),
    { type: 'paragraph', text: whyOf() },
    { type: 'heading', text: say.sections.toDo },
    { type: 'markdown', markdown: toDo.map((item) => `- ${item}`).join('\n') },
    ...(todo ?? [{ type: 'paragraph', text: late.recordIt } as const]),
    // What there is to read of it stands behind the link, where there is one.
    ...(isReminder && template && todo === undefined
      ? ([
          { type: 'heading', text: title },
          { type: 'markdown', markdown: textIn(template.body, locale) },
        ] as const)
      : []),
    { type: 'footer', text: late[type].footer },
  ];
  const subject = isReminder
    ? late.reminder.subject(whose.inSubject, title, task.due)
    : late.escalation.subject(whose.inSubject, title, name, task.due);
  return { subject, blocks };

  function whyOf(): string {
    if (isReminder) return late.reminder.why(playbook.overdue.escalateAfterInBusinessDays);
    return task.assigneeName === '' ? late.escalation.whyNobody : late.escalation.why(name);
  }
}

function tagOf({ side, label }: Playbook['signals'][string], locale: Locale): Block {
  return { type: 'tag', tone: side, word: mailWords(locale).side[side], text: textIn(label, locale) };
}
