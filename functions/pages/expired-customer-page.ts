import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { UselessLink } from '../links/web-links.ts';
import type { Page } from './page.ts';
import { readCustomerPage } from './read-customer-page.ts';
import type { WebReads } from './read-facts.ts';

interface Reading {
  reads: WebReads;
  clock: LocalClock;
  now: () => number;
}

/** What a link that has expired says to whom it brought to a page of their own; `undefined` where it led elsewhere. */
export async function expiredCustomerPage(
  opened: UselessLink,
  { reads, clock, now }: Reading,
): Promise<Page | undefined> {
  if (opened.unusable !== 'expired' || opened.link.to !== 'roadmap') return undefined;
  const [reading, { customerPage }] = await Promise.all([
    readCustomerPage(reads, opened.link, clock, now()),
    import('./customer-page.ts'),
  ]);
  return customerPage(reading);
}
