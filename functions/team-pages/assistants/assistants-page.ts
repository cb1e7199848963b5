import { ASSISTANTS_PAGE, ASSISTANTS_PATH, addressOfPage, pageOf } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import {
  endOfPersonalKey,
  MOST_CHARACTERS_OF_A_KEY_NAME,
  PERSONAL_KEYS_GOOD_FOR_IN_DAYS,
  type PersonalKey,
} from '../../../domain/sign-in/personal-key.ts';
import type { Day } from '../../../domain/time/day.ts';
import { type Html, html } from '../../pages/html.ts';
import { section } from '../../pages/page-parts.ts';
import type { ListedKey } from '../../store/sign-in/personal-keys.ts';
import type { ActForm } from '../act-form.ts';
import { dataTable } from '../parts/data-table.ts';
import { shortName } from '../parts/short-name.ts';
import type { TeamPage } from '../team-page.ts';
import { shellWords } from '../words/words.ts';
import { assistantsWords } from './words/words.ts';

export interface AssistantsFacts {
  /** The reader's own. */
  keys: readonly ListedKey[];
  webUrl: string;
  timeZone: string;
  /** Drawn with the page, so that a form that is sent twice makes one key. */
  request: string;
  form: ActForm;
  /** Why no key was made, with the name that was filled in. */
  complaint?: string;
  name?: string;
}

/** How to let an assistant ask in one's name, and the keys that were given out. */
export function assistantsPage(facts: AssistantsFacts, locale: Locale): TeamPage {
  const say = assistantsWords(locale);
  const { webUrl, complaint } = facts;
  const notice =
    complaint !== undefined && html`<div class="notice" role="alert"><p><b>${complaint}</b> ${say.notYet}</p></div>`;
  return {
    at: 'set-up',
    heading: say.heading,
    lead: say.lead,
    body: html`${notice}${section(say.rights.heading, html`<ul>${say.rights.lines.map((line) => html`<li>${line}</li>`)}</ul>`)}
${section(say.connect.heading, html`<p>${say.connect.lead}</p>${copied(say.connect.address, addressOfPage(webUrl, ASSISTANTS_PATH))}`)}
${section(say.make.heading, makeForm(facts, locale))}
${section(say.keys.heading, listOf(facts, locale))}
<nav><a href="${pageOf('set-up')}">${shellWords(locale).menu.setUp}</a></nav>`,
    isForReading: true,
    ...(complaint !== undefined && { status: 422 }),
  };
}

/** Something to be copied as it is. */
const copied = (label: string, value: string) =>
  html`<p class="work"><label>${label} <input type="text" readonly value="${value}" spellcheck="false"></label></p>`;

function makeForm({ form, request, name = '', complaint }: AssistantsFacts, locale: Locale): Html {
  const { make } = assistantsWords(locale);
  const isWrong = complaint !== undefined && html` aria-invalid="true"`;
  const fields = html`<input type="hidden" name="request" value="${request}">
<div><label>${make.name} <input name="name" required maxlength="${String(MOST_CHARACTERS_OF_A_KEY_NAME)}" autocomplete="off" value="${name}" aria-describedby="name-hint"${isWrong}></label><small class="hint" id="name-hint">${make.nameHint}</small></div>
<p><button>${make.button}</button></p>`;
  return html`<p>${make.lead(PERSONAL_KEYS_GOOD_FOR_IN_DAYS)}</p>${form('assistants/make-key', fields, { look: 'work' })}`;
}

function listOf({ keys, form, timeZone }: AssistantsFacts, locale: Locale): Html {
  const { keys: say } = assistantsWords(locale);
  if (keys.length === 0) return html`<p>${say.none}</p>`;
  const style = styleOf(locale);
  const moment = (at: string) => style.moment(at, timeZone);
  return dataTable<ListedKey>({
    caption: say.heading,
    rows: keys,
    columns: [
      { heading: say.columns.name, cell: ({ name }) => html`<bdi>${shortName(name)}</bdi>` },
      { heading: say.columns.key, isShort: true, cell: ({ hint }) => html`<code>…${hint}</code>` },
      { heading: say.columns.made, isShort: true, cell: ({ madeAt }) => moment(madeAt) },
      {
        heading: say.columns.used,
        isShort: true,
        cell: ({ usedAt }) => (usedAt === undefined ? say.never : moment(usedAt)),
      },
      {
        heading: say.columns.ends,
        isShort: true,
        cell: (key) => moment(new Date(endOfPersonalKey(key)).toISOString()),
      },
      {
        heading: say.columns.act,
        cell: ({ hash, name }) =>
          form(
            'assistants/end-key',
            html`<input type="hidden" name="key" value="${hash}"><button class="quiet">${say.end}<span class="unseen">: ${shortName(name)}</span></button>`,
          ),
      },
    ],
  });
}

export interface NewKey {
  key: string;
  name: string;
  webUrl: string;
  endsFor: Pick<PersonalKey, 'madeAt'>;
}

/** A key that was made this moment; it is shown nowhere else. */
export function newKeyPage(
  { key, name, webUrl, endsFor }: NewKey,
  locale: Locale,
  dayOf: (at: number) => Day,
): TeamPage {
  const { made, connect } = assistantsWords(locale);
  return {
    at: 'set-up',
    heading: made.heading(shortName(name)),
    lead: made.lead,
    body: html`${copied(made.key, key)}${copied(connect.address, addressOfPage(webUrl, ASSISTANTS_PATH))}
<p class="hint">${made.header}</p>
<p>${made.until(dayOf(endOfPersonalKey(endsFor)))}</p>
<p><b class="risk">${made.secret}</b></p>
<nav><a href="${ASSISTANTS_PAGE}">${made.back}</a></nav>`,
    isForReading: true,
  };
}
