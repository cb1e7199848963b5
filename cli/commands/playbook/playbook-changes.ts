import { groupedBy } from '../../../domain/collections/grouped-by.ts';
import type { FieldChange, PlaybookChange } from '../../../domain/playbook/changes.ts';

const AREA_NAMES: Record<string, string> = {
  signals: 'Signals',
  plays: 'Plays',
  tasks: 'Tasks',
  emails: 'Mails',
  activities: 'Kinds of activities',
  stages: 'Stages',
  features: 'Features',
  otherProducts: 'Other products',
  products: 'Products',
  aliases: 'Event names',
  roles: 'Stand-ins',
  measures: 'Events that carry a value',
  indicators: 'Health indicators',
  weights: 'Health weights',
  health: 'Health grades',
  overdue: 'Late tasks',
  taskMails: 'Mails about tasks',
  chat: 'Places in the chat',
  customerMail: 'What customers are spared',
  'reasons.churn': 'Reasons for churn',
  'reasons.contraction': 'Reasons for contraction',
  'reasons.expansion': 'Reasons for expansion',
  'reasons.win-back': 'Reasons for win-backs',
  name: 'Name',
};

/** A text is shown only where it can be seen at a glance. */
const LONGEST_VALUE = 40;

/** What changes, area by area, as a manager would say it. */
export function changesText(changes: PlaybookChange[]): string {
  const areas = [...new Set(changes.map(({ area }) => area))];
  return areas
    .map((area) => {
      const lines = changes.filter((change) => change.area === area).flatMap(linesOf);
      return [AREA_NAMES[area] ?? area, ...lines.map((line) => `  ${line}`)].join('\n');
    })
    .join('\n');
}

function linesOf(change: PlaybookChange): string[] {
  const { area, name, label, change: kind, from, fields } = change;
  if (area === 'aliases') return [aliasLine(change)];
  const what = [name, label && `(${label.en})`].filter(Boolean).join(' ');
  if (kind === 'renamed') {
    const said = fieldLines(fields).map((line) => `  ${line}`);
    return [`${what} is the new name of ${from}: what is stored under it goes on`, ...said];
  }
  if (kind !== 'changed') return [`${what} is ${kind === 'added' ? 'new' : 'taken out'}`];
  const said = fieldLines(fields);
  return what === '' ? said : said.length === 1 ? [`${what}: ${said[0]}`] : [what, ...said.map((line) => `  ${line}`)];
}

function aliasLine({ name, change, fields: [field] }: PlaybookChange): string {
  const [before, after] = [field?.before, field?.after].map(String);
  if (change === 'added') return `${name} is read as ${after}`;
  if (change === 'removed') return `${name} is no longer read as ${before}`;
  return `${name} is read as ${after}, no longer as ${before}`;
}

/** The two languages of a text are shown as one change. */
function fieldLines(fields: FieldChange[]): string[] {
  const changes = fields.map((field) => {
    const [, about = field.path, language] = /^(.*?)\.?(en|ja)?$/.exec(field.path) ?? [];
    const isText = language !== undefined && !isShort(field);
    return isText ? { line: `${inWords(about) || 'text'} is worded anew`, language } : { line: fieldLine(field) };
  });
  return [...groupedBy(changes, ({ line }) => line)].map(([line, alike]) => {
    const languages = alike.flatMap(({ language }) => language ?? []);
    return languages.length > 0 ? `${line} (${languages.join(', ')})` : line;
  });
}

function fieldLine({ path, before, after }: FieldChange): string {
  const step = /^steps\.((?:task|mail) [^.]+)$/.exec(path)?.[1];
  if (step !== undefined && before === undefined) return `asks for ${step} as well`;
  if (step !== undefined && after === undefined) return `no longer asks for ${step}`;
  const what = inWords(path);
  if (before === undefined) return `${what}: ${shown(after)} (not set before)`;
  if (after === undefined) return `${what}: no longer set (was ${shown(before)})`;
  return `${what}: ${shown(before)} → ${shown(after)}`;
}

const isShort = ({ before, after }: FieldChange) =>
  [before, after].every((value) => shown(value).length <= LONGEST_VALUE);

/** `when.tripsAtOrBelow` → `trips at or below`. */
function inWords(path: string): string {
  const keys = path.split('.').filter((key) => key !== 'when' && key !== 'steps');
  return keys.map((key) => key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()).join(', ');
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(shown).join(', ');
  if (typeof value !== 'object') return String(value);
  const pairs = Object.entries(value).map(([key, inner]) => `${inWords(key)} ${shown(inner)}`);
  return pairs.length === 0 ? 'nothing' : pairs.join(', ');
}
