import { presentOn } from '../../../domain/company/team.ts';
import { type DataMap, type DataNeedRow, dataMapOf, type SignalRow } from '../../../domain/data-map/data-map.ts';
import { ASSISTANTS_PAGE, CHANGES_PAGE, PEOPLE_PAGE, PERSONAL_DATA_PAGE } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { entryNamed } from '../../../domain/playbook/names.ts';
import { isDay } from '../../../domain/time/day.ts';
import { type Html, html } from '../../pages/html.ts';
import { section } from '../../pages/page-parts.ts';
import { dataTable } from '../parts/data-table.ts';
import { emptyState } from '../parts/empty-state.ts';
import type { Reader } from '../reader.ts';
import type { TeamPage } from '../team-page.ts';
import { gapsOf, mailGaps } from './gaps.ts';
import type { SetUpFacts, SourceState } from './set-up-facts.ts';
import { setUpWords } from './words/words.ts';

/** An administrator has a command line, and so has an engineer. */
const DOCTOR = 'npx sakimawari doctor';

/** A list of what has no end stops here; what is beyond is of the same kind. */
const MOST_GAPS = 40;
const MOST_SOURCES = 100;

/** What needs a hand, and of what the product lives on, what arrives. */
export function setUpPage(
  facts: SetUpFacts,
  { locale, member, may }: Pick<Reader, 'locale' | 'member' | 'may'>,
): TeamPage {
  const say = setUpWords(locale);
  const { playbook, coverage, lastDays } = facts;
  const map = playbook && coverage && dataMapOf(playbook, coverage, lastDays);
  const gaps = gapsOf(facts, map, locale);
  const hasCommandLine = may('administer') || member.role === 'engineer';
  const list = html`<ul class="gaps">${gaps
    .slice(0, MOST_GAPS)
    .map(({ what, next }) => html`<li><b>${what}</b><br><span class="hint">${next}</span></li>`)}</ul>`;
  const doctor = hasCommandLine && html`<p class="hint">${say.gaps.doctor} <code>${DOCTOR}</code></p>`;
  return {
    at: 'set-up',
    heading: say.heading,
    lead: gaps.length === 0 ? undefined : say.lead(gaps.length),
    body: html`${gaps.length === 0 ? emptyState(say.allWell) : section(say.gaps.heading, html`${list}${doctor}`)}
${section(say.sources.heading, sources(facts, locale))}
${section(say.mail.heading, mail(facts, locale))}
${section(say.signIn.heading, signIn(facts, locale))}
${section(say.people.heading, html`<p>${say.people.lead(presentOn(facts.members, facts.today).length)}</p><nav><a href="${PEOPLE_PAGE}">${say.people.all}</a></nav>`)}
${section(say.assistants.heading, html`<p>${say.assistants.lead}</p><p><a class="more" href="${ASSISTANTS_PAGE}">${say.assistants.all}</a></p>`)}
${may('administer') && section(say.changes.heading, html`<p><a class="more" href="${CHANGES_PAGE}">${say.changes.all}</a></p>`)}
${may('administer') && section(say.personalData.heading, html`<p>${say.personalData.lead}</p><p><a class="more" href="${PERSONAL_DATA_PAGE}">${say.personalData.all}</a></p>`)}
${section(say.data.heading, data(facts, map, locale))}`,
  };
}

function data({ coverage, playbook }: SetUpFacts, map: DataMap | undefined, locale: Locale): Html {
  const say = setUpWords(locale).data;
  if (map === undefined || coverage === undefined) return html`<p>${say.notYet}</p>`;
  const labelOf = ({ signal }: SignalRow) => textIn(playbook && entryNamed(playbook.signals, signal)?.label, locale);
  const needs = (rows: DataNeedRow[]) =>
    rows.length === 0
      ? html`<span class="hint">${say.nothing}</span>`
      : html`<ul class="needs">${rows.map((need) => needItem(need, map.accounts, locale))}</ul>`;
  const table = dataTable<SignalRow>({
    caption: say.heading,
    rows: map.signals,
    columns: [
      { heading: say.columns.signal, cell: (row) => labelOf(row) ?? row.signal },
      { heading: say.columns.state, cell: ({ state }) => say.states[state] },
      { heading: say.columns.arrives, cell: ({ needs: all }) => needs(all.filter(({ arrives }) => arrives)) },
      { heading: say.columns.missing, cell: ({ needs: all }) => needs(all.filter(({ arrives }) => !arrives)) },
    ],
  });
  return html`<p class="hint">${say.lead(map.accounts)}</p>${table}`;
}

/** By the name under which it has to be sent: that is what an engineer asks for. */
function needItem({ kind, name, arrives, accounts, lastSeen }: DataNeedRow, all: number, locale: Locale): Html {
  const say = setUpWords(locale).data;
  const { month } = styleOf(locale);
  const seen = lastSeen === null ? '' : ` · ${isDay(lastSeen) ? say.last(lastSeen) : month(lastSeen)}`;
  const coverage = arrives && html` <small class="hint">${say.accounts(accounts, all)}${seen}</small>`;
  return html`<li><small class="hint">${say.kinds[kind] ?? kind}</small> <code>${name}</code>${coverage}</li>`;
}

function sources({ sources: all, timeZone }: SetUpFacts, locale: Locale): Html {
  const say = setUpWords(locale).sources;
  if (all.length === 0) return html`<p>${say.none}</p>`;
  return dataTable<SourceState>({
    caption: say.heading,
    rows: all.slice(0, MOST_SOURCES),
    columns: [
      { heading: say.columns.name, cell: ({ name }) => name },
      { heading: say.columns.state, cell: ({ state }) => say.states[state] },
      {
        heading: say.columns.last,
        cell: ({ state, lastEventAt: at }) =>
          at === null
            ? state === 'silent'
              ? say.longAgo
              : say.never
            : styleOf(locale).moment(new Date(at).toISOString(), timeZone),
      },
    ],
  });
}

function mail(facts: SetUpFacts, locale: Locale): Html {
  const say = setUpWords(locale).mail;
  const gaps = mailGaps(facts, locale).slice(0, MOST_GAPS);
  const found =
    gaps.length === 0
      ? html`<p>${say.well}</p>`
      : html`<ul class="gaps">${gaps.map(({ what }) => html`<li>▼ ${what}</li>`)}</ul>`;
  return html`<p class="hint">${say.lead}</p>${found}`;
}

function signIn({ hasProvider }: SetUpFacts, locale: Locale): Html {
  const say = setUpWords(locale).signIn;
  return html`<ul class="gaps"><li>● ${say.byMail}</li>${hasProvider && html`<li>● ${say.byProvider}</li>`}</ul>
${!hasProvider && html`<p class="hint">${say.noProvider}</p>`}`;
}
