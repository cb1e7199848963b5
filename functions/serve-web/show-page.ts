import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { PageLink } from '../../domain/links/link.ts';
import type { BusinessCalendar } from '../../domain/time/business-days.ts';
import type { Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { WebLinks } from '../links/web-links.ts';
import { expiredCustomerPage } from '../pages/expired-customer-page.ts';
import { formerMemberPage } from '../pages/former-member-page.ts';
import { type Page, respond } from '../pages/page.ts';
import { readCustomerPage } from '../pages/read-customer-page.ts';
import {
  readApprovalFacts,
  readCustomerFacts,
  readDraftFacts,
  readNextActionFacts,
  readSaid,
  readTaskFacts,
  readWholeTaskFacts,
  type WebReads,
} from '../pages/read-facts.ts';
import { actPage, whyOfNoUse } from '../pages/task-page.ts';
import { noPage, tokenOf } from '../pages/web-request.ts';

export interface Showing {
  links: Pick<WebLinks, 'open' | 'addressesLike'>;
  reads: WebReads;
  calendar: BusinessCalendar;
  clock: LocalClock;
  now: () => number;
}

/**
 * The page that a link opens. It reads, and whoever has to change something has to press its button. What shows Markdown,
 * which takes a library to read, and what few links lead to, is loaded while its facts are on their way.
 */
export function showPage({ links, reads, calendar, clock, now }: Showing) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const response = respond(await pageFor(event));
    return event.requestContext.http.method === 'HEAD' ? { ...response, body: '' } : response;
  };

  async function pageFor(event: APIGatewayProxyEventV2): Promise<Page> {
    const opened = await links.open(tokenOf(event));
    if ('unusable' in opened) {
      const ofCustomer = await expiredCustomerPage(opened, { reads, clock, now });
      return ofCustomer ?? noPage(opened.unusable, event, reads.company);
    }
    const { link } = opened;
    const today = clock.dayOf(now());
    // Read beside the question whose link it is; who has left sees nothing of it, and nothing of what is wrong with it.
    const page = pageOf(link, today);
    page.catch(() => {});
    return (await formerMemberPage(reads, link, today)) ?? page;
  }

  async function pageOf(link: PageLink, today: Day): Promise<Page> {
    switch (link.to) {
      case 'task': {
        const [facts, addressOf] = await Promise.all([readTaskFacts(reads, link, today), links.addressesLike(link)]);
        const drawing = { today, nowInMs: now(), calendar, addressOf };
        return whyOfNoUse(facts, drawing) ?? actPage(facts, drawing);
      }
      case 'read': {
        const [facts, addressOf, { wholeTaskPage }] = await Promise.all([
          readWholeTaskFacts(reads, link),
          links.addressesLike(link),
          import('../pages/whole-task-page.ts'),
        ]);
        return wholeTaskPage(facts, today, addressOf);
      }
      case 'undo': {
        const [facts, addressOf, { undoPage }] = await Promise.all([
          readWholeTaskFacts(reads, link),
          links.addressesLike(link),
          import('../pages/undo-page.ts'),
        ]);
        return undoPage({ ...facts, link }, now(), addressOf);
      }
      case 'next-action': {
        const [facts, { nextActionPage }] = await Promise.all([
          readNextActionFacts(reads, link),
          import('../pages/next-action-page.ts'),
        ]);
        return nextActionPage(facts);
      }
      case 'draft': {
        const [facts, { draftPage }] = await Promise.all([
          readDraftFacts(reads, link, today),
          import('../pages/draft-page.ts'),
        ]);
        return draftPage(facts);
      }
      case 'approval': {
        const [facts, { approvalPage }] = await Promise.all([
          readApprovalFacts(reads, link, today),
          import('../pages/approval-page.ts'),
        ]);
        return approvalPage(facts);
      }
      case 'roadmap': {
        const [reading, { customerPage }] = await Promise.all([
          readCustomerPage(reads, link, clock, now()),
          import('../pages/customer-page.ts'),
        ]);
        return customerPage(reading);
      }
      default: {
        const [facts, said, { askPage }] = await Promise.all([
          readCustomerFacts(reads, link, today),
          readSaid(reads, link),
          import('../pages/answer-pages.ts'),
        ]);
        return askPage(facts, link, said);
      }
    }
  }
}
