import type { Playbook } from '../playbook/playbook.ts';
import { isUrgentWork } from '../plays/urgent-work.ts';
import type { OutboxMail } from './outbox.ts';

/**
 * Whether it tells one of us of a task, or of what is to be changed about our work, and may be left to the digest, of which so many a person and day go out one by
 * one. What is escalated, of high priority or a customer's word goes whatever came before it.
 */
export function mayWaitForDigest({ content }: Pick<OutboxMail, 'content'>, playbook: Playbook): boolean {
  switch (content.type) {
    case 'task':
      return !isUrgentWork(content, playbook);
    case 'reminder':
      return !isUrgentWork({ signal: content.signal, tasks: [content.task] }, playbook);
    case 'move':
      // Until it is due, no digest tells of it.
      return content.news === 'due';
    default:
      return false;
  }
}
