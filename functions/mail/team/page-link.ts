import type { AddressOf } from '../../../domain/links/link.ts';
import { pageOf, pageOfAccount, pageOfMail, pageOfTask, pageToLogFor } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { Block } from '../layout/blocks.ts';
import { linkWords } from '../words/words.ts';

/** Which of the team's pages shows what a mail is about; `null` where none does. */
function pageOfContent({ account, content }: Pick<OutboxMail, 'account' | 'content'>): string | null {
  switch (content.type) {
    case 'task': {
      const [first] = content.tasks;
      return first === undefined ? null : pageOfTask(first.id);
    }
    case 'reminder':
    case 'escalation':
    case 'handed-over':
    case 'returned':
      return pageOfTask(content.task.id);
    case 'customer-page':
      return content.news.what === 'ticked' && !content.news.asksForGoal
        ? pageOfTask(content.news.task.id)
        : pageOfAccount(account);
    case 'told':
    case 'draft':
      return pageOfAccount(account);
    case 'approval':
      return pageOfMail({ account, id: content.approves });
    case 'digest':
      return pageOf('');
    case 'health-list':
      return pageOf('meeting');
    case 'kpi-report':
      return pageOf('kpis');
    case 'operator':
      return pageOf('set-up');
    default:
      return null;
  }
}

/** Of mails that give somebody something to do for the account: where they write down what they did beside. */
const asksForWork = ({ type }: OutboxMail['content']) =>
  type === 'task' || type === 'reminder' || type === 'handed-over';

/** What a mail to the team says, with the page about it; without pages as it is. */
export function withPage(
  mail: Pick<OutboxMail, 'account' | 'content'>,
  blocks: Block[],
  locale: Locale,
  addressOf: AddressOf | undefined,
): Block[] {
  const page = pageOfContent(mail);
  if (page === null || addressOf?.page === undefined) return blocks;
  const say = linkWords(locale);
  const links: Block[] = [{ type: 'page', link: { label: say.toPage, url: addressOf.page(page) } }];
  if (asksForWork(mail.content)) {
    links.push({ type: 'page', link: { label: say.toLog, url: addressOf.page(pageToLogFor(mail.account)) } });
  }
  const end = blocks.at(-1)?.type === 'footer' ? blocks.length - 1 : blocks.length;
  return [...blocks.slice(0, end), ...links, ...blocks.slice(end)];
}
