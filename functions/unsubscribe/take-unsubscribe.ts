import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readForm } from '../act-from-web/read-form.ts';
import { type PreferencesSaving, savePreferences } from '../act-from-web/save-preferences.ts';
import type { WebLinks } from '../adapters/web-links.ts';
import { type Page, respond } from '../serve-web/page.ts';
import { noPage, tokenOf, unreadableFormPage } from '../serve-web/web-request.ts';

export interface Unsubscribing extends PreferencesSaving {
  links: Pick<WebLinks, 'open'>;
}

/** Takes the word of whoever wants fewer mails or none, and does nothing else that a link may be sealed for. */
export function takeUnsubscribe(unsubscribing: Unsubscribing) {
  const { links, reads } = unsubscribing;

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
    respond(await pageFor(event));

  async function pageFor(event: APIGatewayProxyEventV2): Promise<Page> {
    const opened = await links.open(tokenOf(event));
    if ('unusable' in opened) return noPage(opened.unusable, event, reads.company);
    const { link } = opened;
    if (link.to !== 'preferences') return noPage('unknown', event, reads.company);
    const form = await readForm(event);
    return form === null ? unreadableFormPage(event, reads.company) : savePreferences(unsubscribing, link, form);
  }
}
