import { formerNamesOf, type Renamed } from './names.ts';
import type { Playbook, PlayStep } from './playbook.ts';
import { reasonedMovements } from './reasoned-movements.ts';

/** One entry of a playbook that is new, gone, or says something else than before. */
export interface PlaybookChange {
  /** e.g. `signals`; `weights` of health stand for themselves. */
  area: string;
  /** Of an area with entries, which one. */
  name: string | null;
  /** What people call it, where it has a label or title; as the newer playbook says. */
  label?: { en: string; ja: string };
  change: 'added' | 'removed' | 'changed' | 'renamed';
  /** Of one that was renamed. */
  from?: string;
  fields: FieldChange[];
}

export interface FieldChange {
  /** Field by field, e.g. `when.tripsAtOrBelow`. */
  path: string;
  before?: unknown;
  after?: unknown;
}

/** What of a playbook is made of entries with names. */
const ENTRIES = [
  'signals',
  'plays',
  'tasks',
  'emails',
  'activities',
  'stages',
  'features',
  'otherProducts',
  'products',
  'aliases',
  'roles',
] as const satisfies (keyof Playbook)[];
/** Each is one thing with fields. */
const WHOLE = ['overdue', 'taskMails', 'chat', 'customerMail', 'name'] as const satisfies (keyof Playbook)[];

/** All that is otherwise in the second playbook, in the order in which one reads a playbook. */
export function changesBetween(before: Playbook, after: Playbook): PlaybookChange[] {
  return [
    ...ENTRIES.flatMap((area) => entryChanges(area, readable(before[area]), readable(after[area]))),
    ...listChanges('measures', before.measures, after.measures),
    ...entryChanges('indicators', before.health.indicators, after.health.indicators),
    ...entryChanges('weights', before.health.weights, after.health.weights),
    ...wholeChange('health', grades(before), grades(after)),
    ...reasonedMovements.flatMap((movement) =>
      entryChanges(`reasons.${movement}`, before.reasons[movement], after.reasons[movement]),
    ),
    ...WHOLE.flatMap((area) => wholeChange(area, before[area] ?? {}, after[area] ?? {})),
  ];
}

const grades = ({ health: { healthyFrom, watchFrom } }: Playbook) => ({ healthyFrom, watchFrom });

type Entries = Record<string, unknown>;

function entryChanges(area: string, before: Entries, after: Entries): PlaybookChange[] {
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  const renamed = new Map(Object.entries(after).flatMap(([name, entry]) => renamedOf(name, entry)));
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names.flatMap((name): PlaybookChange[] => {
    if ([...renamed.values()].includes(name)) return [];
    const from = renamed.get(name);
    const [old, changed] = [valueAt(before, from ?? name), valueAt(after, name)];
    const fields = withoutNeedlessOrder(fieldChanges(old, changed).filter(({ path }) => !isOfNames(path)));
    if (from !== undefined) {
      const label = labelOf(changed);
      return [{ area, name, ...(label && { label }), change: 'renamed', from, fields }];
    }
    if (fields.length === 0) return [];
    const change = old === undefined ? 'added' : changed === undefined ? 'removed' : 'changed';
    const label = labelOf(changed ?? old);
    // Of what is new or gone the whole entry is what changed; only of a plain value it is worth saying.
    const isPlain = typeof (changed ?? old) !== 'object';
    return [{ area, name, ...(label && { label }), change, fields: change === 'changed' || isPlain ? fields : [] }];
  });

  function renamedOf(name: string, entry: unknown): [string, string][] {
    if (Object.hasOwn(before, name) || !isGroup(entry)) return [];
    const former = formerNamesOf(entry as Renamed).find((one) => gone.includes(one));
    return former === undefined ? [] : [[name, former]];
  }
}

/** Earlier names are kept beside an entry; that one more is known changes nothing. */
const isOfNames = (path: string) => path === 'renamedFrom' || path.startsWith('renamedFrom.');

function listChanges(area: string, before: string[], after: string[]): PlaybookChange[] {
  const added = after.filter((one) => !before.includes(one));
  const removed = before.filter((one) => !after.includes(one));
  return [
    ...added.map((name): PlaybookChange => ({ area, name, change: 'added', fields: [] })),
    ...removed.map((name): PlaybookChange => ({ area, name, change: 'removed', fields: [] })),
  ];
}

function wholeChange(area: string, before: unknown, after: unknown): PlaybookChange[] {
  const fields = fieldChanges(before, after);
  return fields.length === 0 ? [] : [{ area, name: null, change: 'changed', fields }];
}

function fieldChanges(before: unknown, after: unknown, path: string[] = []): FieldChange[] {
  if (isGroup(before) && isGroup(after)) {
    const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
    return keys.flatMap((key) => fieldChanges(valueAt(before, key), valueAt(after, key), [...path, key]));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path: path.join('.'), before, after }];
}

/** A play's steps are told apart by what they do, not by their place. */
function readable(entries: Entries): Entries {
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => {
      if (!isGroup(entry) || !Array.isArray(entry.steps)) return [name, entry];
      const { variants } = entry;
      const steps = (entry.steps as PlayStep[]).map(({ ...step }) => {
        const key = 'task' in step ? `task ${step.task}` : `mail ${step.email}`;
        const { task: _task, email: _email, ...rest } = step as Record<string, unknown>;
        return [key, rest] as const;
      });
      const ways = isGroup(variants) && { variants: readable(variants as Entries) };
      return [
        name,
        { ...entry, ...ways, steps: Object.fromEntries(steps), order: steps.map(([key]) => key).join(', ') },
      ];
    }),
  );
}

/** Where steps came or went, their order is no news. */
function withoutNeedlessOrder(fields: FieldChange[]): FieldChange[] {
  const isStep = ({ path, before, after }: FieldChange) =>
    /^steps\.[^.]+$/.test(path) && (before === undefined || after === undefined);
  return fields.some(isStep) ? fields.filter(({ path }) => path !== 'order') : fields;
}

function labelOf(entry: unknown): PlaybookChange['label'] {
  if (!isGroup(entry)) return undefined;
  const { label, title, subject } = entry as Record<'label' | 'title' | 'subject', PlaybookChange['label']>;
  return label ?? title ?? subject;
}

function valueAt(group: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(group, key) ? group[key] : undefined;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
