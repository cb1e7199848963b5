import { contactOf } from '../../domain/audit/audit.ts';
import { type MailKind, mailKinds, type OptOut } from '../../domain/mail/mail-kinds.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { DynamoOptOuts } from '../store/outbox/opt-outs.ts';
import { askPage, KINDS_SHOWN, preferencesSaved } from './answer-pages.ts';
import type { Page } from './page.ts';
import { type CustomerLink, readCustomerFacts, readSaid, type WebReads } from './read-facts.ts';
import { isOneClick } from './read-form.ts';

export interface PreferencesSaving {
  reads: WebReads;
  optOuts: Pick<DynamoOptOuts, 'save'>;
  clock: LocalClock;
  now: () => number;
}

/** Puts down which mails somebody still wants, whether their mail program says so or they themselves. */
export async function savePreferences(
  { reads, optOuts, clock, now }: PreferencesSaving,
  link: Extract<CustomerLink, { to: 'preferences' }>,
  form: URLSearchParams,
): Promise<Page> {
  const [facts, { optOut: before }] = await Promise.all([
    readCustomerFacts(reads, link, clock.dayOf(now())),
    readSaid(reads, link),
  ]);
  const kinds = givenUp(form);
  if (kinds === null) return askPage(facts, link, await readSaid(reads, link), { complaint: 'choose', form });
  const address = facts.contact?.email;
  const said = { contact: link.contact, kinds, at: new Date(now()).toISOString() };
  const optOut: OptOut = { ...said, ...(address !== undefined && { address }) };
  await optOuts.save(link.account, optOut, {
    ...{ at: said.at, who: contactOf(link.contact), door: 'mail', what: 'mails-chosen' },
    about: { account: link.account, contact: link.contact },
    before: before === undefined ? null : { unwanted: before.kinds.join(', ') },
    after: { unwanted: kinds.join(', ') },
  });
  // Whoever chose after that, here or under another contact of the address, has the last word.
  return preferencesSaved(facts, (await readSaid(reads, link)).optOut ?? optOut);
}

/**
 * A mail program that unsubscribes by one click means all of it; a person says which kinds they still want, none of them
 * where they left none. `null` where it was neither.
 */
function givenUp(form: URLSearchParams): MailKind[] | null {
  if (isOneClick(form)) return [...mailKinds];
  const wanted = form.getAll('kind');
  if (!form.has(KINDS_SHOWN) || wanted.some((kind) => !isMailKind(kind))) return null;
  return mailKinds.filter((kind) => !wanted.includes(kind));
}

const isMailKind = (kind: string) => mailKinds.some((one) => one === kind);
