import { hasLeft, localeFor, teamOf } from '../../domain/company/team.ts';
import type { PageLink } from '../../domain/links/link.ts';
import type { Day } from '../../domain/time/day.ts';
import type { Page } from './page.ts';
import type { WebReads } from './read-facts.ts';
import { whoeverLeftWords } from './words/words.ts';

/**
 * The page for former team members: the links that they still have show nothing and do nothing, and the page names their
 * successor. `null` for everybody else. Membership is looked up now, whenever the link was made.
 */
export async function formerMemberPage(
  { company, records }: WebReads,
  link: PageLink,
  today: Day,
): Promise<Page | null> {
  // A channel is nobody's, and customers are no members of the team.
  if (!('person' in link) || link.person === null) return null;
  const member = await records.member(link.person);
  if (member !== undefined && !hasLeft(member, today)) return null;
  const team = teamOf(await records.members());
  const successor = member === undefined ? null : team.successorFor(member, today);
  const manager = team.managerOf(member ?? null, { account: null, day: today });
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
