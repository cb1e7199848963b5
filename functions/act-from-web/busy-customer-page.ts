import type { Day } from '../../domain/day.ts';
import { askPage } from '../serve-web/customer-pages.ts';
import { BUSY_STATUS } from '../serve-web/notices.ts';
import type { Page } from '../serve-web/page.ts';
import { type CustomerLink, readCustomerFacts, readSaid, type WebReads } from '../serve-web/read-facts.ts';

/** What a customer sent could not be taken for the moment: the form again, with all that they filled in. */
export async function busyCustomerPage(
  reads: WebReads,
  link: CustomerLink,
  form: URLSearchParams,
  today: Day,
): Promise<Page> {
  const [facts, said] = await Promise.all([readCustomerFacts(reads, link, today), readSaid(reads, link)]);
  return { ...askPage(facts, link, said, { complaint: 'busy', form }), status: BUSY_STATUS };
}
