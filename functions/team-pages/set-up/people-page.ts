import { type Csm, isTeamRole } from '../../../domain/account/account.ts';
import { hasLeft, isAway, presentOn } from '../../../domain/company/team.ts';
import { NEW_PERSON_PAGE, PEOPLE_PAGE, pageOfPerson } from '../../../domain/links/team-pages.ts';
import { type Locale, languageOf } from '../../../domain/locale/locale.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import { pager } from '../parts/pager.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { peopleWords } from './words/words.ts';

export const SET_UP_PATH = '/set-up';
const PEOPLE_A_PAGE = 50;
const MOST_CHARACTERS = 80;

export interface PeopleFacts {
  members: Csm[];
  /** Whether the reader may change what is known of them. */
  mayChange: boolean;
  today: Day;
  /** `after` is how many came before. */
  query: URLSearchParams;
}

/** Who is in the team, in which role, and who goes on for whom. */
export function peoplePage(facts: PeopleFacts, locale: Locale): TeamPage {
  const { members, mayChange, today, query } = facts;
  const say = peopleWords(locale);
  const { list } = shellWords(locale);
  const after = query.get('after') ?? '';
  const from = /^\d{1,6}$/.test(after) ? Number(after) : 0;
  const to = from + PEOPLE_A_PAGE;
  const next = to < members.length ? String(to) : undefined;
  return {
    at: 'set-up',
    heading: say.heading,
    lead: members.length === 0 ? undefined : say.lead(presentOn(members, today).length),
    body: html`${mayChange && html`<p><a class="go" href="${NEW_PERSON_PAGE}">${say.add}</a></p>`}${
      members.length === 0 ? emptyState(say.none) : table(members.slice(from, to), facts, locale)
    }
${pager({ path: PEOPLE_PAGE, query, next }, list.pages)}
<nav><a href="${SET_UP_PATH}">${say.back}</a></nav>`,
  };
}

function table(shown: Csm[], { members, mayChange, today }: PeopleFacts, locale: Locale): Html {
  const say = peopleWords(locale);
  const nameOf = (id: string | undefined) => {
    const name = members.find((member) => member.id === id)?.name;
    return name && shorten(name, MOST_CHARACTERS);
  };
  const nameCell = (id: string, name: Html) =>
    mayChange ? html`<a class="whole" href="${pageOfPerson(id)}">${name}</a>` : name;
  return dataTable<Csm>({
    caption: say.heading,
    rows: shown,
    columns: [
      {
        heading: say.columns.name,
        cell: ({ id, name, email }) =>
          html`${nameCell(id, html`<bdi>${shorten(name, MOST_CHARACTERS)}</bdi>`)}<br><small class="hint"><bdi>${email}</bdi></small>`,
      },
      { heading: say.columns.role, cell: ({ role }) => roleName(role, locale) },
      {
        heading: say.columns.language,
        cell: ({ language }) => language && (say.languages[languageOf(language)] ?? language),
      },
      { heading: say.columns.manager, cell: ({ manager }) => nameOf(manager) },
      {
        heading: say.columns.state,
        cell: (member) => {
          const instead = nameOf(hasLeft(member, today) ? member.successor : member.standIn);
          const isInstead = instead !== undefined && (hasLeft(member, today) || isAway(member, today));
          return html`${stateOf(member, today, locale)}${isInstead && html`<br><small class="hint">${say.instead(instead)}</small>`}`;
        },
      },
    ],
  });
}

export const roleName = (role: Csm['role'], locale: Locale): string =>
  isTeamRole(role) ? mailWords(locale).teamRoles[role] : peopleWords(locale).roles[role];

export function stateOf(member: Csm, today: Day, locale: Locale): string {
  const { states } = peopleWords(locale);
  const { leftOn, awayFrom, awayUntil } = member;
  if (leftOn !== undefined) {
    const lastDay = addDays(leftOn, -1);
    return hasLeft(member, today) ? states.left(lastDay) : states.leaves(lastDay);
  }
  if (isAway(member, today)) return states.away(awayUntil);
  return awayFrom !== undefined && awayFrom > today ? states.awayFrom(awayFrom) : states.here;
}
