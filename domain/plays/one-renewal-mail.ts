import type { TaskMailContent } from '../mail/mail-content.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { byPriority } from '../tasks/priority.ts';
import { asksForRenewal, isRenewalWork } from './renewal-work.ts';

type TaskMail = OutboxMail & { content: TaskMailContent };

/**
 * A renewal has several signals: the question to the customer, and the stage. What they ask of one person on one day is
 * one mail: that of the question, where it is among them, and the urgent task first.
 */
export function oneMailPerRenewal(
  mails: OutboxMail[],
  { signals, stages }: Pick<Playbook, 'signals' | 'stages'>,
): OutboxMail[] {
  const isOfRenewal = (mail: OutboxMail): mail is TaskMail =>
    mail.content.type === 'task' && isRenewalWork(signals[mail.content.signal], stages);
  const asks = ({ content }: TaskMail) => asksForRenewal(signals[content.signal]);
  const ofRenewal = mails.filter(isOfRenewal);
  const leads = new Map<OutboxMail, OutboxMail>();
  const others = new Set<OutboxMail>();
  for (const reader of new Set(ofRenewal.map(({ person }) => person))) {
    const own = ofRenewal.filter(({ person }) => person === reader);
    const lead = own.find(asks) ?? (own[0] as TaskMail);
    leads.set(
      lead,
      together(
        lead,
        own.filter((mail) => mail !== lead),
      ),
    );
    for (const mail of own) if (mail !== lead) others.add(mail);
  }
  return mails.flatMap((mail) => (others.has(mail) ? [] : (leads.get(mail) ?? mail)));
}

function together(lead: TaskMail, others: TaskMail[]): TaskMail {
  const contents = [lead, ...others].map(({ content }) => content);
  const tasks = contents.flatMap((content) => content.tasks);
  return {
    ...lead,
    content: {
      ...lead.content,
      tasks: tasks.toSorted(byPriority),
      othersTasks: contents.flatMap(({ othersTasks }) => othersTasks),
      done: contents.flatMap(({ done }) => done),
      next: contents.flatMap(({ next }) => next),
      lacks: [...new Set(contents.flatMap(({ lacks }) => lacks))],
    },
  };
}
