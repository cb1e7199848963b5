import type { AuditEntry, AuditValue } from '../../../domain/audit/audit.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { mailWords } from '../../mail/words/words.ts';
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
        const change = saysAllItself(what) ? '' : changeOf(drawing, { before, after }, say.change);
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

/** What is new stands elsewhere on the page, under the words of today. */
const saysAllItself = (what: AuditEntry['what']) => what.endsWith('-added') || what === 'ledger-told';

function changeOf(
  drawing: Drawing,
  { before, after }: Pick<AuditEntry, 'before' | 'after'>,
  say: (before: string, after: string) => string,
): string {
  const [was, is] = [textOf(drawing, before), textOf(drawing, after)];
  if (was === '' && is === '') return '';
  return say(was || '–', is || '–').slice(0, MOST_CHARACTERS_OF_A_CHANGE);
}

/** A yes or no says nothing without its name, and names of fields are no words. */
function textOf(drawing: Drawing, value: AuditValue): string {
  const values: [name: string, value: unknown][] =
    value !== null && typeof value === 'object' ? Object.entries(value) : [['', value]];
  const said = values.filter(([, one]) => one !== null && one !== '' && typeof one !== 'boolean');
  const stages: Record<string, string> = mailWords(drawing.locale).stages;
  return said
    .map(([name, one]) => (name === 'stage' ? stages[String(one)] : memberIn(drawing, String(one))) ?? String(one))
    .join(' · ');
}
