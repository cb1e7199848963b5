import type { Csm } from '../../domain/account/account.ts';
import { hasLeft, localeFor, teamOf } from '../../domain/company/team.ts';
import type { Link } from '../../domain/links/link.ts';
import { inLocale } from '../../domain/locale/words.ts';
import type { Day } from '../../domain/time/day.ts';
import type { Page } from './page.ts';
import type { WebReads } from './read-facts.ts';

/**
 * The page for who is in the team no more: by links that they still have they read nothing and do nothing. It tells them
 * who goes on with it. `null` for everybody else. The team is that of the moment, whenever the link was made.
 */
export async function pageForWhoeverLeft({ company, records }: WebReads, link: Link, today: Day): Promise<Page | null> {
  // A channel is nobody's, and customers are no members of the team.
  if (!('person' in link) || link.person === null) return null;
  const member = await records.member(link.person);
  if (member !== undefined && !hasLeft(member, today)) return null;
  const team = teamOf(await records.members());
  const successor = member === undefined ? null : team.successorFor(member, today);
  const manager = team.managerOf(member ?? null, { account: { id: '-', name: '-' }, day: today, roles: {} });
  const locale = localeFor(company, member);
  const say = words(locale);
  return {
    locale,
    company: company.name,
    heading: say.heading(successor),
    lead: say.lead(successor ?? manager),
    status: 403,
  };
}

interface Words {
  heading(successor: Csm | null): string;
  lead(whomToTell: Csm | null): string;
}

const words = inLocale<Words>({
  en: () => ({
    heading: (successor) => `This is with ${successor?.name ?? 'the team'} now`,
    lead: (one) =>
      `You are no longer in the team, so this link can no longer be used, and nothing was changed. If there is something to pass on, please tell ${one?.name ?? 'your colleagues'}.`,
  }),
  ja: () => ({
    heading: (successor) =>
      successor === null ? 'この件はチームが引き継いでいます' : `この件は${successor.name}さんが引き継いでいます`,
    lead: (one) =>
      `チームを離れられたため、このリンクはお使いいただけません。何も変更していません。お伝えいただくことがあれば、${one === null ? 'チームの方' : `${one.name}さん`}にご連絡ください。`,
  }),
});
