import * as z from 'zod';
import type { NumberLimit } from '../signals/condition-kind.ts';
import type { ConditionNumber } from '../signals/condition-number.ts';
import { checkCondition, conditionNumbersOf, schemaOf } from '../signals/conditions.ts';
import { type Playbook, type Signal, signalSchema } from './playbook.ts';

/** A number that a signal can be tuned by, as it stands. */
export interface SignalNumber extends ConditionNumber {
  /** Within the signal, e.g. `when.tripsAtOrBelow`. */
  path: string;
  value: number;
  bounds: NumberBounds;
}

/** What the playbook takes of a number. */
export interface NumberBounds {
  least?: number;
  /** It has to be more than `least`. */
  isAbove?: true;
  most?: number;
  isWhole: boolean;
}

/** What stands against a number that somebody wants. */
export interface NumberProblem {
  path: string;
  limit: NumberLimit | { is: 'number' | 'whole' };
}

/** By the names that they have within the signal; what somebody wants them to be. */
export type NumbersWanted = Readonly<Record<string, number>>;

const signalNumbers = {
  cooldownInDays: {
    unit: 'days',
    label: { en: 'Stays quiet for so long after it recovered', ja: '回復のあと、再び発生しない日数' },
  },
  newLevelAfterInDays: {
    unit: 'days',
    label: { en: 'Takes what lasts so long for a new usual level', ja: '新しい普段の水準とみなすまでの日数' },
  },
  atMostOpen: {
    unit: 'episodes',
    label: { en: 'Has at most so many open at one account', ja: '1社で同時に開く件数の上限' },
  },
} satisfies Partial<Record<keyof Signal, ConditionNumber>>;

/** What each number is called that a signal with such a condition may have, by its path; whether or not it has it. */
export function numberNamesOf({ when }: Pick<Signal, 'when'>): Readonly<Record<string, ConditionNumber>> {
  const ofCondition = Object.entries(conditionNumbersOf(when)).map(([path, number]) => [`when.${path}`, number]);
  return { ...Object.fromEntries(ofCondition), ...signalNumbers };
}

/** All numbers of a signal: those of its condition first, in the order in which one reads them. */
export function numbersOf(signal: Signal): SignalNumber[] {
  const condition = jsonSchemaOf(schemaOf(signal.when));
  const ofCondition = Object.entries(conditionNumbersOf(signal.when)).flatMap(([path, number]) =>
    known(`when.${path}`, number, valueAt(signal.when, path), schemaAt(condition, path)),
  );
  const ofSignal = Object.entries(signalNumbers).flatMap(([path, number]) =>
    known(path, number, valueAt(signal, path), fieldSchema(path as keyof typeof signalNumbers)),
  );
  return [...ofCondition, ...ofSignal];
}

/** The playbook with other numbers of a signal; of what it doesn't have nothing is taken over. */
export function withNumbers(playbook: Playbook, name: string, wanted: NumbersWanted): Playbook {
  const signal = structuredClone(playbook.signals[name] as Signal);
  for (const { path } of numbersOf(signal)) if (Object.hasOwn(wanted, path)) put(signal, path, wanted[path] as number);
  return { ...playbook, signals: { ...playbook.signals, [name]: signal } };
}

/** What of the numbers the playbook would not take: out of their own bounds, else one that contradicts another. */
export function problemsOfNumbers(playbook: Playbook, name: string, wanted: NumbersWanted): NumberProblem[] {
  const outOfBounds = numbersOf(playbook.signals[name] as Signal).flatMap(({ path, bounds }) => {
    const limit = Object.hasOwn(wanted, path) ? limitOf(wanted[path] as number, bounds) : undefined;
    return limit === undefined ? [] : [{ path, limit }];
  });
  if (outOfBounds.length > 0) return outOfBounds;
  const changed = withNumbers(playbook, name, wanted);
  return checkCondition((changed.signals[name] as Signal).when, changed).flatMap(({ field, limit }) =>
    limit === undefined ? [] : [{ path: ['when', ...[field].flat()].join('.'), limit }],
  );
}

function limitOf(value: number, { least, isAbove, most, isWhole }: NumberBounds): NumberProblem['limit'] | undefined {
  if (!Number.isFinite(value)) return { is: 'number' };
  if (least !== undefined && (isAbove ? value <= least : value < least)) {
    return { is: isAbove ? 'above' : 'at-least', value: least };
  }
  if (most !== undefined && value > most) return { is: 'at-most', value: most };
  return isWhole && !Number.isInteger(value) ? { is: 'whole' } : undefined;
}

type Schema = z.core.JSONSchema.JSONSchema;

const jsonSchemas = new WeakMap<z.ZodType, Schema>();

/** Made once: it takes a millisecond, and whoever tries many values asks for it as many times. */
function jsonSchemaOf(schema: z.ZodType): Schema {
  const known = jsonSchemas.get(schema) ?? (z.toJSONSchema(schema, { io: 'input' }) as Schema);
  jsonSchemas.set(schema, known);
  return known;
}

function known(path: string, number: ConditionNumber, value: unknown, schema: Schema | undefined): SignalNumber[] {
  return typeof value === 'number' && schema !== undefined
    ? [{ ...number, path, value, bounds: boundsIn(schema) }]
    : [];
}

function boundsIn({ type, minimum, exclusiveMinimum, maximum }: Schema): NumberBounds {
  const [above, atLeast, most] = [exclusiveMinimum, minimum, maximum].map(boundOf);
  const least = above ?? atLeast;
  return {
    ...(least !== undefined && { least }),
    ...(above !== undefined && { isAbove: true as const }),
    ...(most !== undefined && { most }),
    isWhole: type === 'integer',
  };
}

/** Whole numbers are bounded by what can be counted at all; that is no bound of anybody's. */
const boundOf = (bound: unknown) =>
  typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined;

/** Some of them may also be a word. */
function fieldSchema(field: keyof typeof signalNumbers): Schema | undefined {
  const schema = jsonSchemaOf(signalSchema.shape[field]);
  const options = (schema.anyOf ?? [schema]) as Schema[];
  return options.find(({ type }) => type === 'integer' || type === 'number');
}

const schemaAt = (schema: Schema | undefined, path: string): Schema | undefined =>
  path.split('.').reduce<Schema | undefined>((within, key) => within?.properties?.[key] as Schema | undefined, schema);

const valueAt = (group: object, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (within, key) =>
        typeof within === 'object' && within !== null ? (within as Record<string, unknown>)[key] : undefined,
      group,
    );

function put(group: object, path: string, value: number): void {
  const keys = path.split('.');
  const last = keys.pop() as string;
  const within = valueAt(group, keys.join('.')) ?? group;
  (within as Record<string, number>)[last] = value;
}
