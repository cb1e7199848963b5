import { PERSONAL_DATA_PAGE, pageOfExport } from '../../../domain/links/team-pages.ts';
import { type Locale, languageOf } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { type DataRequest, hasRest, isFileThere, isStill } from '../../../domain/personal-data/data-request.ts';
import type { CountsByKind } from '../../../domain/personal-data/erasure.ts';
import type { KeptInDays } from '../../../domain/personal-data/keeping.ts';
import { type KeptKind, keptData } from '../../../domain/personal-data/kept-data.ts';
import { type Unseen, unseenBy } from '../../../domain/personal-data/unseen.ts';
import type { Day } from '../../../domain/time/day.ts';
import { type Html, html } from '../../pages/html.ts';
import { section } from '../../pages/page-parts.ts';
import { dataTable } from '../parts/data-table.ts';
import { shortName } from '../parts/short-name.ts';
import type { TeamPage } from '../team-page.ts';
import { subjectText } from './data-form.ts';
import { personalDataWords } from './words/words.ts';

/** Of thousands the first few say what is the matter. */
const ACCOUNTS_NAMED = 5;

interface Surroundings {
  keptInDays: KeptInDays;
  dayOf(timeInMs: number): Day;
  now: number;
}

/** How far something has come that was asked for, and what came of it. */
export function requestPage(request: DataRequest, surroundings: Surroundings, locale: Locale): TeamPage {
  const { now } = surroundings;
  const say = personalDataWords(locale);
  const { what, subject, state } = request;
  const isRunning = state === 'running' && !isStill(request, now);
  return {
    at: 'set-up',
    about: say.requests.kinds[what],
    heading: subject === undefined ? say.requests.kinds[what] : subjectText(subject, {}, say),
    body: html`${stateOf(request, now, locale)}
${what !== 'readmit' && countsTable(request, locale)}
${what !== 'readmit' && state === 'done' && unseenPart(request, what, surroundings, locale)}
<nav><a href="${PERSONAL_DATA_PAGE}">${say.request.back}</a></nav>`,
    ...(isRunning && { isWaiting: true }),
  };
}

function stateOf(request: DataRequest, now: number, locale: Locale): Html {
  const say = personalDataWords(locale).request;
  const { what, state, found } = request;
  const notice = (text: Html, role: 'status' | 'alert' = 'status') =>
    html`<div class="notice" role="${role}">${text}</div>`;
  if (state === 'failed') return notice(html`<p>${whyFailed(request, locale)}</p>`, 'alert');
  if (isStill(request, now)) return notice(html`<p>${say.failed.still}</p>`, 'alert');
  if (state === 'running')
    return notice(html`<p>${say.running(totalOf(found))}</p><p class="hint">${say.mayLeave}</p>`);
  if (what !== 'readmit' && totalOf(found) === 0 && !hasRest(request)) return notice(html`<p>${say.nothing}</p>`);
  const files = what === 'export' && filesOf(request, now, locale);
  const rest = hasRest(request) ? say.rest : what === 'erase' && say.onItsWay;
  return notice(html`<p><b>${say.done[what]}</b></p>${files}${rest && html`<p>${rest}</p>`}`);
}

function filesOf(request: DataRequest, now: number, locale: Locale): Html {
  const say = personalDataWords(locale).request;
  if (!isFileThere(request, now)) return html`<p>${say.fileGone}</p>`;
  const { id, parts } = request;
  const links = parts.map((_, part) => {
    const label = parts.length === 1 ? say.file : say.part(part + 1, parts.length);
    return html`<li><a href="${pageOfExport(id, part + 1)}" download>${label}</a></li>`;
  });
  return html`<ul>${links}</ul><p class="hint">${say.fileHint}</p>`;
}

function whyFailed({ obstacle }: DataRequest, locale: Locale): string {
  const say = personalDataWords(locale).request;
  if (obstacle === undefined) return say.failed.broken;
  if (obstacle.is === 'usage-unreadable') return say.unreadable(obstacle.days, obstacle.from);
  if (obstacle.is !== 'is-a-parent') return say.failed[obstacle.is];
  const named = obstacle.children.slice(0, ACCOUNTS_NAMED).map(shortName);
  return say.isParent(styleOf(locale).list(named), obstacle.children.length - named.length);
}

function countsTable({ what, found, erased, left }: DataRequest, locale: Locale): Html | undefined {
  const { table } = personalDataWords(locale).request;
  const { number } = styleOf(locale);
  const kinds = Object.keys(found) as KeptKind[];
  if (kinds.length === 0) return undefined;
  const count = (heading: string, counts: CountsByKind) => ({
    heading,
    isNumber: true as const,
    cell: (kind: KeptKind) => number(counts[kind] ?? 0),
  });
  const ofErasing = what === 'erase' ? [count(table.erased, erased), count(table.left, left)] : [];
  return section(
    table.heading,
    dataTable<KeptKind>({
      caption: table.heading,
      rows: kinds,
      columns: [
        { heading: table.place, cell: (kind) => keptData[kind].says[languageOf(locale)] },
        count(table.found, found),
        ...ofErasing,
      ],
    }),
  );
}

/** What goes by itself, or only reading everything would find. */
function unseenPart(
  request: DataRequest,
  what: 'export' | 'erase',
  { keptInDays, dayOf }: Surroundings,
  locale: Locale,
): Html {
  const say = personalDataWords(locale).request;
  const lines = unseenBy(request, keptInDays, dayOf(Date.parse(request.movedAt))).map(
    (one) =>
      html`<li>${keptData[one.kind].says[languageOf(locale)]} <small class="hint">${untilWhen(one, locale)}</small></li>`,
  );
  return html`<details class="fold"${what === 'erase' && html` open`}><summary>${say.unseen[what]}</summary><ul>${lines}</ul></details>`;
}

function untilWhen({ goneOn, isFoundBySearching }: Unseen, locale: Locale): string {
  const say = personalDataWords(locale).request;
  if (isFoundBySearching) return say.bySearching;
  return goneOn === null ? say.remains : say.goneOn(styleOf(locale).longDay(goneOn));
}

const totalOf = (counts: CountsByKind) => Object.values(counts).reduce((sum, count) => sum + count, 0);
