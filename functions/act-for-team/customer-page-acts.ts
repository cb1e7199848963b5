import { type Account, type Contact, hasChurned } from '../../domain/account/account.ts';
import { type AuditEntry, type AuditedAct, memberOf, shortened } from '../../domain/audit/audit.ts';
import { ifReadable, teamOf } from '../../domain/company/team.ts';
import type { GoalProposal } from '../../domain/customer-page/goal-proposal.ts';
import { type Invitation, invite as invited, revoke } from '../../domain/customer-page/invitation.ts';
import { INVITATION_TEMPLATE, invitationMail } from '../../domain/mail/invitation-mail.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { type Day, isDay } from '../../domain/time/day.ts';
import { personIn } from '../mail/names.ts';
import { oneOf, wholeTextIn } from '../pages/read-form.ts';
import { OvertakenError } from '../runtime/try-again.ts';
import { refusedActPage } from '../team-pages/account/account-acts.ts';
import { goalForm, inviteForm, MOST_CHARACTERS_OF_A_GOAL } from '../team-pages/account/customer-page-section.ts';
import type { CustomerPagesWords } from '../team-pages/account/words/sections.ts';
import { customerPagesWords } from '../team-pages/account/words/words.ts';
import { goneIn } from './account-acts.ts';
import { type ActRequest, backWithNotice, type TakeTeamAct } from './act-request.ts';
import type { TeamActTools } from './tools.ts';

type Refusal = keyof CustomerPagesWords['refused'];

/** Gives one of the customer's people a page of their own. Fields: `account`, `contact`, and `how`: by `mail`, or by a `link`. */
export const invite: TakeTeamAct = async (request, tools) => {
  const { reader, form } = request;
  const { locale, member } = reader;
  const { account, contact, before } = await askedIn(request, tools);
  if (account === undefined) return goneIn(request);
  const refuse = (why: Refusal) => refused(request, account, contact, why);
  const how = oneOf(form, 'how', ['mail', 'link']);
  if (contact === undefined || how === null) return refuse('nobody');
  const at = tools.now();
  const today = tools.clock.dayOf(at);
  if (hasChurned(account, today)) return refuse('churned');
  const say = customerPagesWords(locale).told;
  const name = personIn(locale, contact);
  if (how === 'link') {
    const given = invited(before, contact.id, member.id, at);
    await put(request, tools, { account, before, after: given, what: 'page-link-given' });
    return backWithNotice(request, tools, { text: say.given(name) });
  }
  if (before?.mailedOn === today) return refuse('mailed-today');
  const mail = await mailFor(request, tools, account, contact, at);
  if (typeof mail === 'string') return refuse(mail);
  const after = { ...invited(before, contact.id, member.id, at), mailedOn: today };
  await put(request, tools, { account, before, after, what: 'page-link-given', mail });
  return backWithNotice(request, tools, { text: say.mailed(name) });
};

/** Makes every link that somebody was given of no use. Fields: `account`, `contact`. */
export const revokePage: TakeTeamAct = async (request, tools) => {
  const { account, contact, before } = await askedIn(request, tools);
  const id = request.form.get('contact') ?? '';
  // Who is no contact any more may still have one.
  if (account === undefined || (contact === undefined && before === undefined)) return goneIn(request);
  const after = revoke(before, id, tools.now());
  await put(request, tools, { account, before, after, what: 'page-link-revoked' });
  const { locale } = request.reader;
  const text = customerPagesWords(locale).told.revoked(personIn(locale, contact ?? { id }));
  return backWithNotice(request, tools, { text });
};

/** Proposes a goal to the customer, who agrees to it on their page. Fields: `account`, `name`, `measure`, `start`, `target`, `date`. */
export const proposeGoal: TakeTeamAct = async (request, tools) => {
  const { reader, form, formOf } = request;
  const { records, playbooks, customerPages, clock, now } = tools;
  const { locale, member } = reader;
  const id = form.get('account') ?? '';
  const [account, before, running] = await Promise.all([
    id === '' ? undefined : records.account(id),
    id === '' ? undefined : records.goalProposal(id),
    playbooks.current(),
  ]);
  if (account === undefined || running === undefined) return goneIn(request);
  const say = customerPagesWords(locale);
  const atInMs = now();
  const at = new Date(atInMs).toISOString();
  const day = clock.dayOf(atInMs);
  const goal = goalIn(form, { today: day, measures: running.playbook.measures });
  if (typeof goal === 'string') {
    const again = goalForm(account, running.playbook, { form: formOf, locale }, form);
    return refusedActPage(account, locale, say.goal.refused[goal], again, say.goal.heading);
  }
  const proposal = { ...goal, at, day, by: member.id };
  const isPut = await customerPages.propose(account.id, before, proposal, {
    ...{
      at,
      who: memberOf(member.id),
      door: 'page',
      what: 'goal-proposed',
      about: { account: account.id },
      before: null,
    },
    after: { goalName: shortened(goal.name), goalTarget: goal.target ?? null, goalDate: goal.date ?? null },
  });
  if (!isPut) throw new OvertakenError('the goal was being changed all the time');
  return backWithNotice(request, tools, { text: say.goal.told(goal.name) });
};

/** What was filled in of a goal; or what is wrong with it. */
function goalIn(
  form: URLSearchParams,
  { today, measures }: { today: Day; measures: string[] },
): Omit<GoalProposal, 'at' | 'day' | 'by'> | 'no-name' | 'no-number' | 'no-day' {
  const name = wholeTextIn(form, 'name').replace(/\s+/g, ' ');
  if (name === '' || name.length > MOST_CHARACTERS_OF_A_GOAL) return 'no-name';
  const numbers = ['start', 'target'].map((field) => numberIn(form.get(field) ?? ''));
  if (numbers.includes(null)) return 'no-number';
  const [start, target] = numbers as (number | undefined)[];
  const date = form.get('date') ?? '';
  if (date !== '' && (!isDay(date) || date <= today)) return 'no-day';
  const measure = oneOf(form, 'measure', measures);
  return {
    name,
    ...(measure !== null && { measure }),
    ...(start !== undefined && { start }),
    ...(target !== undefined && { target }),
    ...(date !== '' && { date }),
  };
}

/** In full-width digits as well; `undefined` where it was left empty, `null` for what is no number. */
function numberIn(text: string): number | undefined | null {
  const given = text.normalize('NFKC').replaceAll(',', '').trim();
  if (given === '') return undefined;
  const value = Number(given);
  return Number.isFinite(value) && Math.abs(value) <= 1e12 ? value : null;
}

async function askedIn({ form }: ActRequest, { records }: TeamActTools) {
  const [id, contactId] = [form.get('account') ?? '', form.get('contact') ?? ''];
  if (id === '' || contactId === '') return { account: id === '' ? undefined : await records.account(id) };
  const [account, contact, before] = await Promise.all([
    records.account(id),
    records.contact(id, contactId),
    records.invitation(id, contactId),
  ]);
  return { account, contact, before };
}

function refused(
  { reader: { locale }, formOf }: ActRequest,
  account: Account,
  contact: Contact | undefined,
  why: Refusal,
) {
  const say = customerPagesWords(locale);
  const again = contact === undefined ? [] : [contact];
  const form = inviteForm(account.id, again, { form: formOf, locale }, contact?.id);
  return refusedActPage(account, locale, say.refused[why], form, say.heading);
}

interface Putting {
  account: Account;
  before: Invitation | undefined;
  after: Invitation;
  what: Extract<AuditedAct, 'page-link-given' | 'page-link-revoked'>;
  mail?: OutboxMail;
}

/** Of two at once the second looks again at what the first did. */
async function put(
  { reader }: ActRequest,
  { customerPages, now }: TeamActTools,
  { account, before, after, what, mail }: Putting,
): Promise<void> {
  const audit: AuditEntry = {
    ...{ at: new Date(now()).toISOString(), who: memberOf(reader.member.id), door: 'page', what },
    ...{ about: { account: account.id, contact: after.contact }, before: null, after: null },
  };
  const isPut = await customerPages.replaceInvitation(account.id, before, after, { audit, ...(mail && { mail }) });
  if (!isPut) throw new OvertakenError('the invitation was being changed all the time');
}

/** What invites them; or why no mail can. */
async function mailFor(
  { reader }: ActRequest,
  { records, playbooks, company, clock }: TeamActTools,
  account: Account,
  contact: Contact,
  at: number,
): Promise<OutboxMail | Refusal> {
  const { email } = contact;
  if (email === undefined) return 'no-address';
  if (company.mailCeiling !== 'send' && company.mailCeiling !== 'approve') return 'mail-off';
  const [running, members, optOut] = await Promise.all([
    playbooks.current(),
    records.members(),
    records.optOut(account.id, contact.id, email),
  ]);
  const template = running?.playbook.emails[INVITATION_TEMPLATE];
  if (running === undefined || template === undefined) return 'no-template';
  if (optOut?.kinds.includes(template.kind ?? 'guidance')) return 'opted-out';
  const day = clock.dayOf(at);
  const csm = ifReadable(() => teamOf(members).csmOf(account, day));
  if (csm === null) return 'no-csm';
  const writing = { company, playbookVersion: running.version, now: new Date(at).toISOString(), day };
  return invitationMail({ account, contact: { ...contact, email }, csm, by: reader.member.id }, writing);
}
