import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { busyCustomerPage } from '../act-from-web/busy-customer-page.ts';
import { actOrBusyPage, type Pace } from '../act-from-web/patience.ts';
import { readForm } from '../act-from-web/read-form.ts';
import { type PreferencesSaving, savePreferences } from '../act-from-web/save-preferences.ts';
import type { WebLinks } from '../adapters/web-links.ts';
import { type Page, respond } from '../serve-web/page.ts';
import { noPage, tokenOf, tooBusyPage, unreadableFormPage } from '../serve-web/web-request.ts';

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
