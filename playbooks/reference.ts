import type { Language } from '../domain/locale/locale.ts';
import { descriptions } from './reference-descriptions.ts';
import { type Field, playbookSections, type Section, type ValueType } from './reference-fields.ts';

/** The pages that hold the reference, between their two marks. */
export const referencePages: Record<Language, string> = { en: 'docs/playbook.md', ja: 'docs/playbook.ja.md' };

const marks = { begin: '<!-- reference: written by `npm run docs:playbook` -->', end: '<!-- end of reference -->' };

/** The page with the reference as the schema has it now. Throws when the page has no place for it. */
export function withReference(page: string, language: Language): string {
  const begin = page.indexOf(marks.begin);
  const end = page.indexOf(marks.end);
  if (begin < 0 || end < begin) throw new RangeError(`the page needs "${marks.begin}" and "${marks.end}"`);
  return `${page.slice(0, begin)}${marks.begin}\n\n${playbookReference(language)}\n${page.slice(end)}`;
}

/** Markdown: every field of a playbook with its type, bounds and meaning. Throws when one has no description. */
export function playbookReference(language: Language): string {
  const sections = playbookSections();
  return sections
    .map((section, place) => {
      const isFirst = sections[place - 1]?.path !== section.path;
      return `${isFirst ? headingOf(section, language) : ''}${introductionOf(section, language)}${tableOf(section, language)}`;
    })
    .join('\n');
}

/** Keys of the table that nothing has any more. */
export function unusedDescriptions(): string[] {
  const used = new Set(playbookSections().flatMap(keysOf).map(descriptionKeyOf));
  return Object.keys(descriptions).filter((key) => !used.has(key));
}

/** Keys that have no line in the table. */
export function missingDescriptions(): string[] {
  return playbookSections()
    .flatMap(keysOf)
    .filter((key) => descriptionKeyOf(key) === undefined);
}

function keysOf(section: Section): string[] {
  const fields = describedFields(section).map(({ key }) => key);
  return section.kind === undefined ? fields : [kindKeyOf(section), ...fields];
}

/** Its kind stands above the fields already. */
function describedFields({ kind, fields }: Section): Field[] {
  return kind === undefined ? fields : fields.filter(({ name }) => name !== 'kind');
}

/** `signals.when.days-since`: of the kind as a whole, out of the key of any of its fields. */
function kindKeyOf({ fields }: Section): string {
  return (fields[0] as Field).key.split('.').slice(0, -1).join('.');
}

/** Its own key, or the one with a `*` for the kind or for the field. */
function descriptionKeyOf(key: string): string | undefined {
  const parts = key.split('.');
  const anyAt = (place: number) => parts.map((part, i) => (i === parts.length + place ? '*' : part)).join('.');
  const candidates = [key, anyAt(-2), anyAt(-1)];
  return candidates.find((candidate) => Object.hasOwn(descriptions, candidate));
}

function meaningOf(key: string, language: Language): string {
  const found = descriptionKeyOf(key);
  if (found === undefined) throw new RangeError(`playbooks/reference-descriptions.ts has no line for \`${key}\``);
  return (descriptions[found] as Record<Language, string>)[language];
}

function headingOf({ path }: Section, language: Language): string {
  return `### ${path === '' ? words[language].wholeFile : `\`${path}\``}\n\n`;
}

function introductionOf(section: Section, language: Language): string {
  const { kind, form } = section;
  if (kind !== undefined) return `#### \`kind: ${kind}\`\n\n${meaningOf(kindKeyOf(section), language)}\n\n`;
  return form === undefined ? '' : `${words[language].form(form)}\n\n`;
}

function tableOf(section: Section, language: Language): string {
  const say = words[language];
  const rows = describedFields(section).map(({ name, type, need, key }) => [
    `\`${name}\``,
    say.type(type),
    needText(need, language),
    meaningOf(key, language),
  ]);
  if (rows.length === 0) return `${say.noFields}\n`;
  const lines = [say.columns, say.columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

function needText(need: Field['need'], language: Language): string {
  const say = words[language];
  switch (need.is) {
    case 'required':
      return say.required;
    case 'optional':
      return say.optional;
    case 'default':
      return say.default(need.value);
    case 'form':
      return say.inOneForm(codes(need.with), codes(need.or));
  }
}

const codes = (names: string[]) => names.map((name) => `\`${name}\``).join(', ');

interface Words {
  wholeFile: string;
  columns: string[];
  form(field: string): string;
  noFields: string;
  required: string;
  optional: string;
  default(value: string): string;
  inOneForm(partners: string, others: string): string;
  type(type: ValueType): string;
}

const words: Record<Language, Words> = {
  en: {
    wholeFile: 'The file as a whole',
    columns: ['field', 'value', 'needed', 'meaning'],
    form: (field) => `With \`${field}\`:`,
    noFields: 'No further fields.',
    required: 'yes',
    optional: 'no',
    default: (value) => `no: \`${value}\``,
    inOneForm: (partners, others) =>
      [partners && `with ${partners}`, others && `or ${others}`].filter(Boolean).join('; '),
    type: typeInEnglish,
  },
  ja: {
    wholeFile: 'ファイル全体',
    columns: ['項目', '値', '必須', '意味'],
    form: (field) => `\`${field}\` を書く場合：`,
    noFields: 'ほかの項目はありません。',
    required: '必須',
    optional: '任意',
    default: (value) => `任意：\`${value}\``,
    inOneForm: (partners, others) =>
      [partners && `${partners} とともに`, others && `または ${others}`].filter(Boolean).join('。'),
    type: typeInJapanese,
  },
};

function typeInEnglish(type: ValueType): string {
  switch (type.type) {
    case 'text':
      return 'text';
    case 'texts':
      return '`en` and `ja`: text';
    case 'name':
      return 'name';
    case 'link':
      return '`https://` address';
    case 'percentage':
      return 'percentage (`10 %`)';
    case 'yes-no':
      return '`true` or `false`';
    case 'number':
    case 'whole-number': {
      const { above, least, most } = type;
      const noun = type.type === 'number' ? 'number' : 'whole number';
      if (least !== undefined && most !== undefined) return `${noun}, ${least} to ${most}`;
      const bounds = [
        above !== undefined && `above ${above}`,
        least !== undefined && `${least} or more`,
        most !== undefined && `at most ${most}`,
      ];
      return [noun, ...bounds.filter((bound) => bound !== false)].join(', ');
    }
    case 'one-of':
      return type.values.length === 1 ? codes(type.values) : `one of ${codes(type.values)}`;
    case 'list':
      if (type.of.type === 'group') return `list, ${typeInEnglish(type.of)}`;
      return `list of ${type.least > 1 ? `${type.least} or more ` : ''}${pluralOf(typeInEnglish(type.of))}`;
    case 'entries':
      return `entries, each: ${typeInEnglish(type.of)}`;
    case 'group':
      return `see \`${type.path}\``;
    case 'either':
      return type.options.map(typeInEnglish).join(', or ');
  }
}

function pluralOf(noun: string): string {
  return noun === 'text' || noun === 'name' ? `${noun}s` : noun;
}

function typeInJapanese(type: ValueType): string {
  switch (type.type) {
    case 'text':
      return '文字列';
    case 'texts':
      return '`en` と `ja` の文';
    case 'name':
      return '名前';
    case 'link':
      return '`https://` のアドレス';
    case 'percentage':
      return '割合（`10 %`）';
    case 'yes-no':
      return '`true` か `false`';
    case 'number':
    case 'whole-number': {
      const { above, least, most } = type;
      const noun = type.type === 'number' ? '数' : '整数';
      if (least !== undefined && most !== undefined) return `${noun}（${least}〜${most}）`;
      const bounds = [
        above !== undefined && `${above}より大`,
        least !== undefined && `${least}以上`,
        most !== undefined && `${most}以下`,
      ].filter((bound) => bound !== false);
      return bounds.length === 0 ? noun : `${noun}（${bounds.join('、')}）`;
    }
    case 'one-of':
      return type.values.length === 1 ? codes(type.values) : `${codes(type.values)} のいずれか`;
    case 'list':
      if (type.of.type === 'group') return `一覧（${typeInJapanese(type.of)}）`;
      return `${typeInJapanese(type.of)}の一覧${type.least > 1 ? `（${type.least}つ以上）` : ''}`;
    case 'entries':
      return `項目ごとに ${typeInJapanese(type.of)}`;
    case 'group':
      return `\`${type.path}\` を参照`;
    case 'either':
      return type.options.map(typeInJapanese).join('、または ');
  }
}
