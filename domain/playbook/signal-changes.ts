import { changesBetween, type FieldChange, type PlaybookChange } from './changes.ts';
import { formerNamesOf } from './names.ts';
import type { Playbook } from './playbook.ts';

/** What a version says of a signal otherwise than the one before it. */
export interface SignalChange extends Pick<PlaybookChange, 'change' | 'from'> {
  signal: string;
  fields: FieldChange[];
}

/** A long text is told by its beginning: that it is another is the news. */
const MOST_CHARACTERS = 200;

/** What becomes of the signals; where nothing ran before that can be read, all of them are new. */
export function signalChanges(before: Playbook | undefined, after: Playbook): SignalChange[] {
  return changesBetween(before ?? { ...after, signals: {} }, after)
    .filter(({ area }) => area === 'signals')
    .map(({ name, change, from, fields }) => ({
      signal: name as string,
      change,
      ...(from !== undefined && { from }),
      fields: fields.map(shortened),
    }));
}

/** The change of this signal, whatever it was called then. */
export function changeOf(
  name: string,
  { signals }: Pick<Playbook, 'signals'>,
  changes: readonly SignalChange[],
): SignalChange | undefined {
  const names = [name, ...formerNamesOf(Object.hasOwn(signals, name) ? (signals[name] ?? {}) : {})];
  return changes.find(({ signal }) => names.includes(signal));
}

function shortened({ path, before, after }: FieldChange): FieldChange {
  const short = (value: unknown) =>
    typeof value === 'string' ? [...value].slice(0, MOST_CHARACTERS).join('') : (value as FieldChange['after']);
  return {
    path,
    ...(before !== undefined && { before: short(before) }),
    ...(after !== undefined && { after: short(after) }),
  };
}
