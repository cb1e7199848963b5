import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { WebLinks } from '../links/web-links.ts';
import { busyCustomerPage } from '../pages/busy-customer-page.ts';
import { type Page, respond } from '../pages/page.ts';
import { readForm } from '../pages/read-form.ts';
import { actOrBusyPage, type Pace } from '../pages/retry-while-busy.ts';
import { type PreferencesSaving, savePreferences } from '../pages/save-preferences.ts';
import { noPage, tokenOf, tooBusyPage, unreadableFormPage } from '../pages/web-request.ts';

export interface Unsubscribing extends PreferencesSaving {
  links: Pick<WebLinks, 'open'>;
  pace: Pace;
}

/** Takes the word of whoever wants fewer mails or none, and does nothing else that a link may be sealed for. */
export function takeUnsubscribe(unsubscribing: Unsubscribing) {
  const { links, reads, clock, now } = unsubscribing;

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
    respond(await pageFor(event));

  async function pageFor(event: APIGatewayProxyEventV2): Promise<Page> {
    const opened = await links.open(tokenOf(event));
    if ('unusable' in opened) return noPage(opened.unusable, event, reads.company);
    const { link } = opened;
    if (link.to !== 'preferences') return noPage('unknown', event, reads.company);
    const form = await readForm(event);
    if (form === null) return unreadableFormPage(event, reads.company);
    return actOrBusyPage(
      unsubscribing,
      () => savePreferences(unsubscribing, link, form),
      () => busyCustomerPage(reads, link, form, clock.dayOf(now())).catch(() => tooBusyPage(event, reads.company)),
    );
  }
}
