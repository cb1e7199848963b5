import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { FieldChange, PlaybookChange } from '../../../domain/playbook/changes.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { SignalChange } from '../../../domain/playbook/signal-changes.ts';
import { numberNamesOf } from '../../../domain/playbook/signal-numbers.ts';
import { shorten } from '../../mail/layout/plain-text.ts';
import { numberText } from './number-text.ts';
import type { ChangedArea, SignalPageWords } from './words/sections.ts';
import { signalPageWords } from './words/words.ts';

const MOST_CHARACTERS_OF_A_VALUE = 40;
const MOST_LINES = 40;

/** What a version made of a signal, a line a field; numbers by their names, with their units. */
export function signalChangeLines(
  { signal, change, fields }: SignalChange,
  { signals }: Pick<Playbook, 'signals'>,
  locale: Locale,
): string[] {
  const say = signalPageWords(locale);
  const known = Object.hasOwn(signals, signal) ? signals[signal] : undefined;
  const names = known === undefined ? {} : numberNamesOf(known);
  const lines = [...new Set(fields.map(lineOf))];
  return change === 'changed' ? lines : [say.changes[change], ...lines];

  function lineOf({ path, before, after }: FieldChange): string {
    const number = Object.hasOwn(names, path) ? names[path] : undefined;
    const [field = path] = path.split('.');
    const name = number === undefined ? fieldName(field, say) : (textIn(number.label, locale) as string);
    const [was, is] = [before, after].map((value) => {
      if (value === undefined || value === null) return say.notSet;
      if (typeof value === 'number')
        return number ? numberText(number.unit, value, locale) : styleOf(locale).number(value);
      return typeof value === 'string' && [...value].length <= MOST_CHARACTERS_OF_A_VALUE ? value : undefined;
    });
    // Of the two languages of a text each reader would see the other one too.
    const isText = ['label', 'why'].includes(field);
    return say.field(name, isText || was === undefined || is === undefined ? say.otherwise : say.change(was, is));
  }
}

/** Everything that is otherwise between two playbooks; of signals all of it, of the rest which entries. */
export function playbookChangeLines(changes: readonly PlaybookChange[], after: Playbook, locale: Locale): string[] {
  const say = signalPageWords(locale);
  const lines = changes.flatMap(({ area, name, label, change, from, fields }) => {
    const areaName = (say.areas as Record<string, string>)[area satisfies string as ChangedArea] ?? area;
    const entry = name === null ? null : shorten(textIn(label, locale) ?? name, MOST_CHARACTERS_OF_A_VALUE);
    if (area !== 'signals' || name === null) return [say.ofArea(areaName, entry, say.changes[change])];
    const ofSignal = { signal: name, change, ...(from !== undefined && { from }), fields };
    return signalChangeLines(ofSignal, after, locale).map((line) => say.ofArea(areaName, entry, line));
  });
  const more = lines.length - MOST_LINES;
  return more > 0 ? [...lines.slice(0, MOST_LINES), say.more(more)] : lines;
}

const fieldName = (field: string, { fields }: SignalPageWords) => (fields as Record<string, string>)[field] ?? field;
