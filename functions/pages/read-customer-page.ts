import type { Csm } from '../../domain/account/account.ts';
import type { Company } from '../../domain/company/company.ts';
import { ifReadable, localeFor, type Team, teamOf } from '../../domain/company/team.ts';
import {
  beginningsOfStageTasks,
  type CustomerPage,
  type CustomerPageFacts,
  customerPageOf,
  type NoCustomerPage,
  whyNoCustomerPage,
} from '../../domain/customer-page/customer-page.ts';
import { lastValueOf } from '../../domain/customer-page/goal-value.ts';
import { type Invitation, isRevoked } from '../../domain/customer-page/invitation.ts';
import { hasExpired, type Link } from '../../domain/links/link.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import type { Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { onOneLine, plainName } from '../mail/layout/plain-text.ts';
import type { WebReads } from './read-facts.ts';

function inPlainWords(page: CustomerPage): CustomerPage {
  const { csm, success, proposal } = page;
  return {
    ...page,
    csm: plainlyNamed(csm),
    success: success && { ...success, name: onOneLine(success.name) },
    proposal: proposal && { ...proposal, name: onOneLine(proposal.name) },
  };
}

const plainlyNamed = <Named extends { name: string }>(one: Named | null) =>
  one && { ...one, name: plainName(one.name) };

export type CustomerPageLink = Extract<Link, { to: 'roadmap' }>;

/** What the page of a customer is drawn with. */
export interface CustomerPageReading {
  link: CustomerPageLink;
  locale: Locale;
  company: Company;
  /** What is on record of the links that the reader was given. */
  invitation: Invitation | undefined;
  /** The last day on which the link opens it. */
  until: Day;
  shown:
    | { facts: CustomerPageFacts; page: CustomerPage; team: Team }
    | { none: NoCustomerPage | 'revoked' }
    | { none: 'expired'; csm: Csm | null };
}

/** In two rounds: what is known of the account and of the reader, and the tasks of the account's stage. */
export async function readCustomerPage(
  { company, records }: WebReads,
  link: CustomerPageLink,
  clock: Pick<LocalClock, 'dayOf'>,
  nowInMs: number,
): Promise<CustomerPageReading> {
  const today = clock.dayOf(nowInMs);
  const [account, contact, invitation, state, members, playbook, comments, proposal, values] = await Promise.all([
    records.account(link.account),
    records.contact(link.account, link.contact),
    records.invitation(link.account, link.contact),
    records.state(link.account),
    records.members(),
    records.playbook(undefined),
    records.comments(link.account),
    records.goalProposal(link.account),
    records.monthValues(link.account),
  ]);
  const locale = localeFor(company, contact, account);
  const reading = { link, locale, company, invitation, until: clock.dayOf(link.expiresAt * 1000) };
  if (isRevoked(link, invitation)) return { ...reading, shown: { none: 'revoked' } };
  const none = whyNoCustomerPage({ account, contact }, today);
  if (none !== null) return { ...reading, shown: { none } };
  if (account === undefined || contact === undefined || playbook === undefined) {
    return { ...reading, shown: { none: 'gone' } };
  }
  const team = teamOf(members);
  const csm = ifReadable(() => team.csmOf(account, today));
  if (hasExpired(link, nowInMs)) return { ...reading, shown: { none: 'expired', csm: plainlyNamed(csm) } };
  const stage = state?.stage;
  const beginnings = stage ? beginningsOfStageTasks(account.id, stage, playbook) : [];
  const tasks = (await Promise.all(beginnings.map((one) => records.tasksBeginning(account.id, one)))).flat();
  const facts = {
    ...{ account, contact, playbook, state, tasks, comments, proposal, today, nowInMs, locale },
    csm,
    measured: lastValueOf(account.goalMeasure, values, playbook, today),
  };
  return { ...reading, shown: { facts, page: inPlainWords(customerPageOf(facts)), team } };
}
