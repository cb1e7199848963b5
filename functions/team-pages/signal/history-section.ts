import type { Csm } from '../../../domain/account/account.ts';
import { pageOfSignal } from '../../../domain/links/team-pages.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { changeOf, type SignalChange } from '../../../domain/playbook/signal-changes.ts';
import { numberNamesOf } from '../../../domain/playbook/signal-numbers.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { type Html, html } from '../../pages/html.ts';
import type { VersionTold } from '../../store/playbooks/playbooks.ts';
import { actorText } from '../parts/change-text.ts';
import { dataTable } from '../parts/data-table.ts';
import { shortName } from '../parts/short-name.ts';
import { signalChangeLines } from './change-lines.ts';
import { addressOfTrial } from './number-text.ts';
import { signalPageWords } from './words/words.ts';

/** So many versions are looked through. */
export const MOST_VERSIONS = 100;
/** So many of its changes are shown. */
const MOST_ROWS = 20;
const MOST_CHARACTERS_OF_A_REASON = 300;

export interface SignalHistory {
  signal: string;
  version: string;
  playbook: Playbook;
  /** What the latest versions made of all signals, the last of them first. */
  told: readonly VersionTold[];
  members: readonly Csm[];
  timeZone: string;
  mayPublish: boolean;
}

/** Who changed a signal, when and why; and the ways back from there. */
export function historySection(history: SignalHistory, locale: Locale): Html {
  const { signal, version, playbook, told, members, timeZone, mayPublish } = history;
  const say = signalPageWords(locale).history;
  const rows = told.flatMap((one) => {
    const change = changeOf(signal, playbook, one.signals);
    return change === undefined ? [] : [{ ...one, change }];
  });
  type Row = (typeof rows)[number];
  const head = html`<h2>${say.heading}</h2>`;
  if (rows.length === 0) return html`<section>${head}<p class="hint">${say.none}</p></section>`;
  const names = new Map(members.map(({ id, name }) => [id, shortName(name)]));
  const naming = { locale, memberName: (id: string) => names.get(id), contactName: shortName };
  const table = dataTable<Row>({
    caption: say.heading,
    rows: rows.slice(0, MOST_ROWS),
    columns: [
      {
        heading: say.when,
        cell: ({ version: of, at }) =>
          html`${styleOf(locale).moment(at, timeZone)}<br><small class="hint">${of}${of === version && html` · ${say.running}`}</small>`,
      },
      { heading: say.who, cell: (row) => html`<bdi>${actorText(row, naming)}</bdi>` },
      {
        heading: say.what,
        cell: ({ change }) => html`${signalChangeLines(change, playbook, locale).map((line) => html`${line}<br>`)}`,
      },
      {
        heading: say.why,
        cell: ({ why = '–', rolledBackTo }) =>
          html`<bdi>${shorten(why, MOST_CHARACTERS_OF_A_REASON)}</bdi>${rolledBackTo !== undefined && html` <small class="hint">${say.backTo(rolledBackTo)}</small>`}`,
      },
      ...(mayPublish ? [{ heading: say.acts, cell: waysBack }] : []),
    ],
  });
  return html`<section>${head}${table}${(told.length === MOST_VERSIONS || rows.length > MOST_ROWS) && html`<p class="hint">${say.earlier}</p>`}</section>`;

  function waysBack({ version: of, change }: Row): Html {
    const before = numbersBefore(change, history);
    return html`${before !== undefined && html`<a class="on" href="${before}">${say.tryBefore}</a><br>`}${of !== version && html`<a class="on" href="${pageOfSignal(signal)}?back=${of}#back">${say.back(of)}</a>`}`;
  }
}

/** Where the numbers are tried that a version put others in the place of; undefined where it moved none. */
function numbersBefore({ fields }: SignalChange, { signal, playbook }: SignalHistory): string | undefined {
  const current = playbook.signals[signal];
  if (current === undefined) return undefined;
  const names = numberNamesOf(current);
  const moved = fields.filter(({ path, before }) => Object.hasOwn(names, path) && typeof before === 'number');
  if (moved.length === 0) return undefined;
  return addressOfTrial(signal, Object.fromEntries(moved.map(({ path, before }) => [path, before as number])), names);
}
