import type { AuditEntry, AuditValue } from '../../../domain/audit/audit.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { type Html, html } from '../../pages/html.ts';
import type { Column } from '../parts/data-table.ts';
import { auditWords } from '../words/audit-words.ts';
import { type Drawing, listOf, memberIn, sectionOf } from './section.ts';
import { accountWords } from './words/words.ts';

/** Who changed what about the account, by whatever door. */
export const historySection = (drawing: Drawing): Html => sectionOf(drawing, 'history', listOfChanges(drawing));

export function listOfChanges(drawing: Drawing): Html {
  const { facts, locale } = drawing;
  const { history: say, mails } = accountWords(locale);
  const words = auditWords(locale);
  const columns: Column<AuditEntry>[] = [
    { heading: mails.day, cell: ({ at }) => styleOf(locale).moment(at, facts.timeZone) },
    {
      heading: say.what,
      cell: ({ what, before, after }) => {
        const change = changeOf(before, after, say.change);
        return html`${words.acts[what]}${change !== '' && html`<br><span class="hint">${change}</span>`}`;
      },
    },
    { heading: say.who, cell: (entry) => actorOf(drawing, entry) },
    { heading: say.how, cell: ({ door }) => words.doors[door] },
  ];
  return listOf(drawing, 'changes', { shown: facts.changes, columns, none: say.none });
}

function actorOf(drawing: Drawing, { who: { is, id } }: AuditEntry): string {
  const words = auditWords(drawing.locale);
  if (id === null) return words.nobody[is];
  switch (is) {
    case 'member':
      return memberIn(drawing, id) ?? words.nobody.member;
    case 'program':
      return words.program(id);
    case 'contact':
      return drawing.facts.people.rows.find((person) => person.id === id)?.contact?.name ?? words.nobody.contact;
    case 'operator':
      return id;
  }
}

const MOST_CHARACTERS_OF_A_CHANGE = 300;

function changeOf(before: AuditValue, after: AuditValue, say: (before: string, after: string) => string): string {
  const [was, is] = [textOf(before), textOf(after)];
  if (was === '' && is === '') return '';
  return say(was || '–', is || '–').slice(0, MOST_CHARACTERS_OF_A_CHANGE);
}

function textOf(value: AuditValue): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  const said = Object.values(value).filter((one) => one !== null && one !== '');
  return said.map(String).join(' · ');
}
