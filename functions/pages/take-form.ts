import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Company } from '../../domain/company/company.ts';
import type { PageLink } from '../../domain/links/link.ts';
import type { UselessLink, WebLinks } from '../links/web-links.ts';
import { type Page, respond } from './page.ts';
import { readForm } from './read-form.ts';
import { actOrBusyPage, type RetryTiming } from './retry-while-busy.ts';
import { noPage, notStored, tokenOf, tooBusyPage, unreadableFormPage } from './web-request.ts';

interface FormTaking {
  links: Pick<WebLinks, 'open'>;
  reads: { company: Company };
  retryTiming: RetryTiming;
  now: () => number;
}

interface Taken {
  act(form: URLSearchParams): Promise<Page>;
  /** Keeps what was written while it can't be stored. */
  busyPage(form: URLSearchParams): Promise<Page>;
}

/**
 * Opens the link of the form that somebody sent, reads it, and does what it asks for.
 *
 * @param takenBy what a link is taken by, or the page that says why it is not taken; asked before the form is read
 * @param expiredPage what some links say for themselves once they have expired
 */
export function takeForm(
  taking: FormTaking,
  takenBy: (link: PageLink, event: APIGatewayProxyEventV2) => Promise<Taken | Page>,
  expiredPage: (opened: UselessLink) => Promise<Page | undefined> = async () => undefined,
) {
  const { links, reads } = taking;

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
    respond(await pageFor(event));

  async function pageFor(event: APIGatewayProxyEventV2): Promise<Page> {
    const opened = await links.open(tokenOf(event));
    if ('unusable' in opened) {
      const page = await expiredPage(opened);
      return page === undefined
        ? noPage(opened.unusable, event, reads.company)
        : notStored(page, await readForm(event));
    }
    const taken = await takenBy(opened.link, event);
    if (!('act' in taken)) return taken;
    const form = await readForm(event);
    if (form === null) return unreadableFormPage(event, reads.company);
    return actOrBusyPage(
      taking,
      () => taken.act(form),
      () => taken.busyPage(form).catch(() => tooBusyPage(event, reads.company)),
    );
  }
}
