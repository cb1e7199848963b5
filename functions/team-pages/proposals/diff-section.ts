import { type Locale, languageOf } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { textIn } from '../../../domain/locale/text.ts';
import { changesBetween, type FieldChange, type PlaybookChange } from '../../../domain/playbook/changes.ts';
import { type MailMode, mailModes, type Playbook } from '../../../domain/playbook/playbook.ts';
import { numberNamesOf } from '../../../domain/playbook/signal-numbers.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { mailWords } from '../../mail/words/words.ts';
import { type Html, html } from '../../pages/html.ts';
import { dataTable } from '../parts/data-table.ts';
import { labelOf as playName } from '../plays/plays-page.ts';
import { numberText } from '../signal/number-text.ts';
import { signalPageWords } from '../signal/words/words.ts';
import { taskTitle } from './idea-text.ts';
import { proposalWords } from './words/words.ts';

interface Row {
  where: string;
  before: string;
  after: string;
}

const MOST_ROWS = 30;
const MOST_CHARACTERS_OF_A_NAME = 60;
const MOST_CHARACTERS_OF_A_VALUE = 700;
const NOTHING = '–';

/** All that would be otherwise in the playbook, a row for each field. */
export function diffSection(before: { version: string; playbook: Playbook }, after: Playbook, locale: Locale): Html {
  const { diff: say } = proposalWords(locale);
  const rows = changesBetween(before.playbook, after).flatMap((change) =>
    rowsOf(change, before.playbook, after, locale),
  );
  const head = html`<h2>${say.heading}</h2><p class="hint">${say.against(before.version)}</p>`;
  if (rows.length === 0) return html`<section id="diff">${head}<p>${say.nothing}</p></section>`;
  const more = rows.length - MOST_ROWS;
  const table = dataTable<Row>({
    caption: say.heading,
    rows: rows.slice(0, MOST_ROWS),
    columns: [
      { heading: say.columns.where, cell: ({ where }) => where },
      { heading: say.columns.before, cell: (row) => html`<span class="note">${row.before}</span>` },
      { heading: say.columns.after, cell: (row) => html`<span class="note">${row.after}</span>` },
    ],
  });
  return html`<section id="diff">${head}${table}${more > 0 && html`<p class="hint">${say.more(more)}</p>`}</section>`;
}

function rowsOf(change: PlaybookChange, before: Playbook, after: Playbook, locale: Locale): Row[] {
  const words = proposalWords(locale).diff;
  const { areas, ofArea } = signalPageWords(locale);
  const area = (areas as Record<string, string>)[change.area] ?? change.area;
  const label = shorten(textIn(change.label, locale) ?? change.name ?? '', MOST_CHARACTERS_OF_A_NAME);
  const at = (field: string) => (label === '' ? `${area}: ${field}` : ofArea(area, label, field));
  if (change.change === 'added')
    return [{ where: at(words.isNew), before: NOTHING, after: contentOf(change, after, locale) }];
  if (change.change === 'removed')
    return [{ where: at(words.isGone), before: contentOf(change, before, locale), after: NOTHING }];
  return change.fields.flatMap((field) => fieldRow(field, change, { before, after, at, locale }) ?? []);
}

/** What a new entry says, as its readers will see it. */
function contentOf({ area, name }: PlaybookChange, playbook: Playbook, locale: Locale): string {
  const say = proposalWords(locale).diff;
  const entry = name ?? '';
  if (area === 'signals') {
    const signal = playbook.signals[entry];
    if (signal === undefined) return NOTHING;
    const { when, play } = signal;
    const condition =
      when.kind === 'stage-entered' ? [say.stageEntered(mailWords(locale).stages[when.stage], when.withinDays)] : [];
    return lines([...condition, say.startsPlay(playName(play, playbook, locale)), textIn(signal.why, locale)]);
  }
  if (area === 'plays')
    return lines((playbook.plays[entry]?.steps ?? []).map((step) => stepName(step, playbook, locale)));
  if (area === 'tasks') {
    const task = playbook.tasks[entry];
    return task === undefined ? NOTHING : lines([say.dueIn(task.dueInBusinessDays), textIn(task.body, locale)]);
  }
  return textIn(playbook.emails[entry]?.subject, locale) ?? NOTHING;
}

const lines = (texts: readonly string[]) => cutOff(texts.join('\n'));
/** A long text by its beginning; its lines stay. */
const cutOff = (text: string) =>
  text.length > MOST_CHARACTERS_OF_A_VALUE ? `${text.slice(0, MOST_CHARACTERS_OF_A_VALUE - 1)}…` : text;

const stepName = (step: { task: string } | { email: string }, playbook: Playbook, locale: Locale): string => {
  const say = proposalWords(locale).diff;
  if ('task' in step) return say.task(taskTitle(step.task, playbook, locale));
  const subject = Object.hasOwn(playbook.emails, step.email) ? playbook.emails[step.email]?.subject : undefined;
  return say.mail(shorten(textIn(subject, locale) ?? step.email, MOST_CHARACTERS_OF_A_NAME));
};

const STEP = /^(?:variants\.(?<way>[^.]+)\.)?steps\.(?<kind>task|mail) (?<name>[^.]+)(?:\.(?<field>.+))?$/;

/** Undefined where it says nothing to people: the other language of a text, or the order of steps told by themselves. */
function fieldRow(
  { path, before: was, after: is }: FieldChange,
  { area, name }: PlaybookChange,
  { before, after, at, locale }: { before: Playbook; after: Playbook; at(field: string): string; locale: Locale },
): Row | undefined {
  const say = proposalWords(locale).diff;
  const fields: Record<string, string> = { ...signalPageWords(locale).fields, ...say.fields };
  const [first = path, ...rest] = path.split('.');
  const isText = typeof was === 'string' || typeof is === 'string';
  if (isText && ['en', 'ja'].includes(rest.at(-1) ?? '') && rest.at(-1) !== languageOf(locale)) return undefined;
  if (area === 'plays') {
    const step = STEP.exec(path)?.groups;
    if (step !== undefined) {
      const of = step.kind === 'task' ? { task: step.name as string } : { email: step.name as string };
      const title = stepName(of, is === undefined ? before : after, locale);
      const where = at(step.way === undefined ? say.steps : say.way(step.way));
      if (step.field !== undefined) {
        const text = (value: unknown) => (step.field === 'mode' ? modeText(value, locale) : valueText(value, locale));
        return { where: `${where} ${title}`, before: text(was), after: text(is) };
      }
      return { where, before: was === undefined ? NOTHING : title, after: is === undefined ? NOTHING : title };
    }
    if (/(^|\.)order$/.test(path)) return undefined;
    if (first === 'variants' && rest[0] !== undefined) {
      const isWhole = rest.length === 1;
      if (!isWhole) return undefined;
      const title = say.way(rest[0]);
      return {
        where: at(title),
        before: was === undefined ? NOTHING : title,
        after: is === undefined ? say.isGone : title,
      };
    }
  }
  const numbers = area === 'signals' && name !== null && after.signals[name] ? numberNamesOf(after.signals[name]) : {};
  const number = Object.hasOwn(numbers, path) ? numbers[path] : undefined;
  const text = (value: unknown) =>
    typeof value === 'number' && number !== undefined
      ? numberText(number.unit, value, locale)
      : valueText(value, locale);
  const fieldName = number === undefined ? (fields[first] ?? first) : textIn(number.label, locale);
  const [from, to] = typeof was === 'string' && typeof is === 'string' ? changedLines(was, is) : [was, is];
  return { where: at(fieldName as string), before: text(from), after: text(to) };
}

/** Of a long text the lines that differ: who decides looks for these. */
function changedLines(before: string, after: string): [before: string | undefined, after: string | undefined] {
  const [was, is] = [before.trimEnd().split('\n'), after.trimEnd().split('\n')];
  const most = Math.min(was.length, is.length);
  let head = 0;
  while (head < most && was[head] === is[head]) head += 1;
  let tail = 0;
  while (tail < most - head && was.at(-1 - tail) === is.at(-1 - tail)) tail += 1;
  return [shown(was), shown(is)];

  function shown(lines: string[]): string | undefined {
    const own = lines
      .slice(head, lines.length - tail)
      .join('\n')
      .trim();
    if (own === '') return undefined;
    return [...(head > 0 ? ['…'] : []), own, ...(tail > 0 ? ['…'] : [])].join('\n');
  }
}

/** How a mail goes out. */
function modeText(mode: unknown, locale: Locale): string {
  const { modes } = proposalWords(locale).diff;
  return mailModes.find((one) => one === mode) === undefined ? NOTHING : modes[mode as MailMode];
}

function valueText(value: unknown, locale: Locale): string {
  if (value === undefined || value === null) return NOTHING;
  if (typeof value === 'string') return cutOff(value);
  if (typeof value === 'number') return styleOf(locale).number(value, 2);
  return cutOff(JSON.stringify(value));
}
