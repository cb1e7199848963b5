import { isKeyPerson } from '../../../domain/overview/people.ts';
import { personInRow } from '../../mail/names.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import type { Column } from '../parts/data-table.ts';
import type { PersonLine } from './account-facts.ts';
import { type Drawing, listOf, sectionOf } from './section.ts';
import { accountWords } from './words/words.ts';

/** Who matters most first. */
export const peopleSection = (drawing: Drawing): Html => sectionOf(drawing, 'people', listOfPeople(drawing));

export function listOfPeople(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { people: say } = accountWords(locale);
  const words = mailWords(locale);
  const columns: Column<PersonLine>[] = [
    {
      heading: say.name,
      cell: (person) =>
        html`${personInRow(locale, { id: person.id, name: person.contact?.name })}${marksOf(person, locale).map((mark) => html` <small class="mark">${mark}</small>`)}`,
    },
    { heading: say.role, cell: ({ contact }) => contact?.role && words.roles[contact.role] },
    {
      heading: say.lastSeen,
      isShort: true,
      cell: ({ lastSeen }) => (lastSeen === null ? say.neverSeen : words.longDay(lastSeen)),
    },
    { heading: say.nps, isShort: true, cell: ({ nps }) => nps && say.score(nps.score, nps.day) },
    {
      heading: say.mail,
      cell({ mail, optedOut }) {
        const reach = inOneLine(
          { fine: say.fine, 'no-address': say.noAddress, dead: html`<b class="risk">▼ ${say.dead}</b>` }[mail],
        );
        if (optedOut.length === 0) return reach;
        return html`${reach}<br><small>${say.optedOut(optedOut.map((kind) => say.kinds[kind]))}</small>`;
      },
    },
  ];
  return listOf(drawing, 'people', { shown: facts.people, columns, none: say.none });
}

/** A long name beside it would break it up. */
const inOneLine = (text: string | Html) => html`<span class="keep">${text}</span>`;

function marksOf(person: PersonLine, locale: Drawing['locale']): string[] {
  const { people: say } = accountWords(locale);
  return [...(isKeyPerson(person) ? [say.key] : []), ...(person.isAbout ? [say.isAbout] : [])];
}
