import { hasLeft, localeFor, teamOf } from '../../domain/company/team.ts';
import type { Link } from '../../domain/links/link.ts';
import type { Day } from '../../domain/time/day.ts';
import type { Page } from './page.ts';
import type { WebReads } from './read-facts.ts';
import { whoeverLeftWords } from './words/words.ts';

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
  const say = whoeverLeftWords(locale);
  return {
    locale,
    company: company.name,
    heading: say.heading(successor),
    lead: say.lead(successor ?? manager),
    status: 403,
  };
}
