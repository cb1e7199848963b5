import type { WebLinks } from '../links/web-links.ts';
import { busyCustomerPage } from '../pages/busy-customer-page.ts';
import type { RetryTiming } from '../pages/retry-while-busy.ts';
import { type PreferencesSaving, savePreferences } from '../pages/save-preferences.ts';
import { takeForm } from '../pages/take-form.ts';
import { noPage } from '../pages/web-request.ts';

export interface Unsubscribing extends PreferencesSaving {
  links: Pick<WebLinks, 'open'>;
  retryTiming: RetryTiming;
}

/** Stores what mails a reader no longer wants; links sealed for anything else are refused here. */
export function takeUnsubscribe(unsubscribing: Unsubscribing) {
  const { reads, clock, now } = unsubscribing;

  return takeForm(unsubscribing, async (link, event) => {
    if (link.to !== 'preferences') return noPage('unknown', event, reads.company);
    return {
      act: (form) => savePreferences(unsubscribing, link, form),
      busyPage: (form) => busyCustomerPage(reads, link, form, clock.dayOf(now())),
    };
  });
}
