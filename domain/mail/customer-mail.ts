import type { Contact } from '../account/account.ts';
import { productsRenewingOn, renewalDateOf } from '../account/products.ts';
import { isDeadAddress } from '../activities/activity.ts';
import { localeFor } from '../company/team.ts';
import { episodeId } from '../episodes/episodes.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import { type EmailStep, type MailMode, mailModes } from '../playbook/playbook.ts';
import { type EpisodeWork, mailOf } from '../plays/episode-work.ts';
import { asksForRenewal } from '../plays/renewal-work.ts';
import { approvalMail } from './approval-mail.ts';
import type { CustomerMailContent, Obstacle } from './mail-content.ts';

/** A mail to the customer in the name of the account's CSM, as far as there is a way to send it; and what was lacking. */
export function customerMail(work: EpisodeWork, step: EmailStep): { mails: OutboxMail[]; lacks: Obstacle[] } {
  const { account } = work.addressee;
  const isItself = account.id === work.input.account.id;
  const { company, team } = work.context;
  const person = team.csmOf(account, work.input.usage.asOf);
  const { contact, lack } = recipientOf(work, step);
  const lacks = lack ? [lack] : [];
  if (contact?.email === undefined || person === null) return { mails: [], lacks };

  const renewalDate = renewalDateOf(work.input.account, work.episode.subject, work.input.usage.asOf);
  // One mail speaks for all that belong to a parent: what one of them has is not what renews.
  const products = isItself ? productsRenewingOn(account, renewalDate) : [];
  const mode = leastMode(step.mode, company.mailCeiling, person.customerMail ?? 'send');
  const csm = { name: person.name, address: person.email };
  const to = { name: contact.name ?? contact.email, address: contact.email };
  const content: CustomerMailContent = {
    type: 'customer',
    template: step.email,
    contact: { name: contact.name ?? '' },
    account: { name: account.name },
    csm: { name: person.name, email: person.email },
    company: { name: company.name },
    renewalDate,
    ...(products.length > 0 && { products }),
  };
  const mail: OutboxMail = {
    ...mailOf(work, `${mailBaseOf(work)}/${step.email}/${contact.id}`, { name: to.name, email: to.address }),
    account: account.id,
    kind: step.email,
    language: localeFor(company, contact, account),
    from: csm,
    replyTo: csm,
    contact: contact.id,
    csm: person.id,
    cause: {
      signal: work.episode.signal,
      episode: work.id,
      ...(!isItself && { account: work.input.account.id }),
      ...(step.when !== undefined && 'answer' in step.when && { outlives: true, answer: step.when.answer }),
    },
    content,
  };
  if (mode === 'send') return { mails: [mail], lacks };
  if (mode === 'off') return { mails: [{ ...mail, status: 'off' }], lacks: [...lacks, 'mail-off'] };
  const toCsm = { ...mail, from: company.systemSender, language: localeFor(company, person), to: csm };
  const shown = { mail: content, language: mail.language, to };
  if (mode === 'draft') {
    const draft: OutboxMail = { ...toCsm, kind: 'draft', person: person.id, content: { type: 'draft', ...shown } };
    return { mails: [draft], lacks: [...lacks, 'mail-draft'] };
  }
  return {
    mails: [{ ...mail, status: 'approval' }, approvalMail(mail, person, company)],
    lacks: [...lacks, 'mail-approve'],
  };
}

/**
 * The episode's, but for what goes to a parent: that is the same for all who belong to it, so that a renewal date, and else
 * a day, is written about once.
 */
function mailBaseOf({ id, episode, addressee, input }: EpisodeWork): string {
  const signal = input.playbook.signals[episode.signal];
  if (input.playbook.plays[signal?.play ?? '']?.level !== 'parent' || addressee.lacksParent) return id;
  const { subject, openedOn } = episode;
  const about = asksForRenewal(signal) ? (subject ?? openedOn) : openedOn;
  return episodeId(addressee.account.id, { ...episode, openedOn: about });
}

/** Nobody is written to at an address that mail came back from. */
function recipientOf(
  { addressee, input, episode }: EpisodeWork,
  { to }: EmailStep,
): { contact?: Contact; lack?: Obstacle } {
  const { contacts, deadAddresses } = addressee;
  const { usage } = input;
  const person = episode.person ?? episode.subject;
  const meant =
    to === 'subject'
      ? contacts.filter(({ id }) => id === person)
      : to.flatMap((role) => contacts.filter((one) => one.role === role).sort((a, b) => (a.id < b.id ? -1 : 1)));
  const withAddress = meant.filter(({ email }) => email !== undefined);
  const contact = withAddress.find(({ email }) => !isDeadAddress(email as string, deadAddresses, usage.asOf));
  if (contact) return { contact };
  return { lack: withAddress.length > 0 ? 'address-dead' : 'no-address' };
}

function leastMode(...modes: MailMode[]): MailMode {
  return mailModes.find((mode) => modes.includes(mode)) as MailMode;
}
