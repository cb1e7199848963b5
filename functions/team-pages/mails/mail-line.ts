import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { OutboxMail, OutboxRow } from '../../../domain/outbox/outbox.ts';
import { reasonCodeOf } from '../../../domain/outbox/reason-codes.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { MailsWords } from './words/sections.ts';
import { mailsPageWords } from './words/words.ts';

export const isMail = (row: OutboxRow): row is OutboxMail => row.channel === undefined || row.channel === 'mail';

/** The name of whoever gets it. */
export function recipientOf(row: OutboxRow, locale: Locale): string {
  const say = mailsPageWords(locale);
  if (isMail(row)) return row.to.name || row.to.address;
  return row.channel === 'chat' ? say.toChat(row.place) : say.toBus;
}

/** Its subject; before it was written, what it is about. */
export function whatItIs(row: OutboxRow, playbook: Playbook | undefined, locale: Locale): string {
  const { kinds } = mailsPageWords(locale);
  if (row.channel === 'chat') return row.message.text;
  if (row.channel === 'bus') return row.events.map(({ name }) => name).join(', ');
  const written = row.subject ?? row.edited?.subject ?? row.proposed?.subject;
  if (written !== undefined) return written;
  const { content } = row;
  const signal = 'signal' in content ? content.signal : row.cause?.signal;
  const label = signal === undefined ? undefined : playbook && entryNamed(playbook.signals, signal)?.label;
  const kind = kinds[kindOf(content)];
  return label === undefined ? kind : `${kind} · ${textIn(label, locale)}`;
}

function kindOf({ type }: OutboxMail['content']): keyof MailsWords['kinds'] {
  switch (type) {
    case 'health-list':
    case 'kpi-report':
      return 'report';
    case 'operator':
      return 'notice';
    case 'customer':
    case 'digest':
    case 'approval':
    case 'draft':
    case 'sign-in':
      return type;
    default:
      return 'task';
  }
}

export function statusOf({ status, ...row }: OutboxRow, locale: Locale): string {
  const say = mailsPageWords(locale);
  if (status !== 'bounced') return say.status[status];
  return say.bounced[('bounce' in row && row.bounce) || 'hard'];
}

export function whyOf({ reason }: OutboxRow, locale: Locale): string | undefined {
  const code = reasonCodeOf(reason);
  return code && mailsPageWords(locale).why[code];
}

/** What a person does about it, while it is theirs to decide. */
export function nextStepOf({ status, reason }: OutboxRow, locale: Locale): string | undefined {
  const code = status === 'held' ? reasonCodeOf(reason) : undefined;
  return code && mailsPageWords(locale).next[code];
}

/** The name of the account by which the mail itself calls it. */
export function accountNameIn(row: OutboxRow): string | undefined {
  if (!isMail(row)) return undefined;
  const { content } = row;
  if ('mail' in content) return content.mail.account.name;
  return 'account' in content ? content.account.name : undefined;
}
