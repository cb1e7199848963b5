import type { Csm } from '../../domain/account/account.ts';
import { teamOf } from '../../domain/company/team.ts';
import { mayTakeBack } from '../../domain/outbox/leaving.ts';
import { NO_ACCOUNT, type OutboxMail } from '../../domain/outbox/outbox.ts';
import type { Day } from '../../domain/time/day.ts';
import { type Html, html } from '../pages/html.ts';
import { errorFields, log } from '../runtime/log.ts';
import { decisionForms, takeBackForm } from '../team-pages/mails/decision-forms.ts';
import { type MailText, mailPage, noMailPage } from '../team-pages/mails/mail-page.ts';
import type { Reader } from '../team-pages/reader.ts';
import { letterForm } from '../team-pages/today/letter-form.ts';
import { mayDecide } from '../work/may-decide.ts';
import type { PageRequest, Showing, ShowTeamPage } from './page-request.ts';

/** Longer ones are in no address that we made, and the store refuses to look for them. */
const MOST_BYTES_OF_AN_ID = 900;

/** A mail as it went out, or would go out by now. */
export const showMail: ShowTeamPage = async ({ reader, id, query, form }, showing) => {
  const { records, clock, now } = showing;
  const account = query.get('account') ?? NO_ACCOUNT;
  if ([id, account].some((part) => Buffer.byteLength(part) > MOST_BYTES_OF_AN_ID)) return noMailPage(reader.locale);
  const [mail, found, members] = await Promise.all([
    records.mail(account, id),
    account === NO_ACCOUNT ? undefined : records.account(account),
    records.members(),
  ]);
  if (mail === undefined) return noMailPage(reader.locale);
  const playbook = await records.playbook(mail.playbook);
  const text = await textOf(mail, { playbook, timeZone: clock.timeZone, reader });
  const acts = actsOn(mail, { reader, form, members, today: clock.dayOf(now()) });
  return mailPage({ mail, text, account: found, members, playbook, timeZone: clock.timeZone, acts }, reader);
};

/** What waits for its CSM's word is theirs to decide on; what is held or waits, their managers'. */
function actsOn(
  mail: OutboxMail,
  { reader, form, members, today }: Pick<PageRequest, 'reader' | 'form'> & { members: Csm[]; today: Day },
): Html | undefined {
  const { locale } = reader;
  if (mail.status === 'approval') {
    const isTheirs = mail.proposed !== undefined && mayDecide(mail, reader, teamOf(members), today);
    return isTheirs ? letterForm(mail, { form, locale }) : undefined;
  }
  const isOwn = mayTakeBack(mail, reader.member.id) && mail.status !== 'dropped';
  return html`${isOwn && takeBackForm(mail, form, locale)}${reader.may('manage') && decisionForms(mail, form, locale)}`;
}

type Playbook = Awaited<ReturnType<Showing['records']['playbook']>>;

/** Its links would act in the name of whoever got it, so that they lead nowhere. */
async function textOf(
  mail: OutboxMail,
  { playbook, timeZone, reader }: { playbook: Playbook; timeZone: string; reader: Reader },
): Promise<MailText> {
  if (isHiddenFrom(reader, mail)) return 'hidden';
  if (playbook === undefined) return 'unwritable';
  const { renderMail } = await import('../mail/render-mail.ts');
  try {
    const { subject, text } = renderMail(mail, playbook, timeZone, () => NO_ADDRESS);
    return { subject, text: text.replaceAll(LINK, '[$<label>]') };
  } catch (error) {
    log('warn', 'mail not shown', errorFields(error));
    return 'unwritable';
  }
}

const NO_ADDRESS = '…';
const LINK = new RegExp(`^(?<label>.+):\n${NO_ADDRESS}$`, 'gm');

/** A link to sign in is its reader's alone, and what tells of the installation is for who administers it. */
const isHiddenFrom = ({ may }: Reader, { content: { type } }: OutboxMail) =>
  type === 'sign-in' || (type === 'operator' && !may('administer'));
