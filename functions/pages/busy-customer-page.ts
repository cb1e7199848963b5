import type { Day } from '../../domain/time/day.ts';
import { askPage } from './answer-pages.ts';
import { BUSY_STATUS } from './notices.ts';
import type { Page } from './page.ts';
import { type CustomerLink, readCustomerFacts, readSaid, type WebReads } from './read-facts.ts';

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
