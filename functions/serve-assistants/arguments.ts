import { codes, RefusedRequestError } from './json-rpc.ts';

interface FieldBase {
  isRequired?: true;
}
/** What may be given under a name. Few kinds, so that no library has to be loaded to say and to check them. */
export type Field = FieldBase &
  (
    | { type: 'string'; mostCharacters: number; isDay?: true }
    | { type: 'choice'; of: readonly string[] }
    | { type: 'integer'; least: number; most: number }
    | { type: 'boolean' }
  );
export type Fields = Readonly<Record<string, Field>>;

/** What was asked, as its fields allow. */
export type Arguments = Readonly<Record<string, string | number | boolean | undefined>>;

/** As the address of a page asks for it. */
export function queryOf(given: Arguments): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (value !== undefined) query.set(name, String(value));
  return query;
}

/** As JSON Schema, which assistants fill in by. */
export function schemaOf(fields: Fields, describe: (name: string) => string | undefined): object {
  const required = Object.keys(fields).filter((name) => fields[name]?.isRequired);
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, { ...typeOf(field), description: describe(name) }]),
  );
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

function typeOf(field: Field): object {
  switch (field.type) {
    case 'string':
      return { type: 'string', maxLength: field.mostCharacters, ...(field.isDay && { format: 'date' }) };
    case 'choice':
      return { type: 'string', enum: field.of };
    case 'integer':
      return { type: 'integer', minimum: field.least, maximum: field.most };
    case 'boolean':
      return { type: 'boolean' };
  }
}

/** @throws RefusedRequestError that says what is wrong with which of them */
export function checkArguments(fields: Fields, given: Record<string, unknown>): Arguments {
  const wrong = [
    ...Object.keys(given).flatMap((name) => (Object.hasOwn(fields, name) ? [] : [`${quoted(name)} is none of them`])),
    ...Object.entries(fields).flatMap(([name, field]) => problemOf(name, field, given[name]) ?? []),
  ];
  if (wrong.length === 0) return given as Arguments;
  const names = Object.keys(fields).join(', ') || 'none';
  throw new RefusedRequestError(200, codes.badParams, `Arguments: ${wrong.join('; ')}. There are: ${names}.`);
}

function problemOf(name: string, field: Field, value: unknown): string | undefined {
  if (value === undefined || value === null) return field.isRequired ? `${name} is missing` : undefined;
  switch (field.type) {
    case 'string':
      if (typeof value !== 'string') return `${name} is no text`;
      if (value.length > field.mostCharacters) return `${name} is longer than ${field.mostCharacters} characters`;
      return field.isDay && !DAY.test(value) ? `${name} is no day: write it as YYYY-MM-DD` : undefined;
    case 'choice':
      return field.of.includes(value as string) ? undefined : `${name} is none of ${field.of.join(', ')}`;
    case 'integer':
      return Number.isInteger(value) && (value as number) >= field.least && (value as number) <= field.most
        ? undefined
        : `${name} is no whole number from ${field.least} to ${field.most}`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `${name} is neither true nor false`;
  }
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const quoted = (name: string) => JSON.stringify(name.slice(0, 40));
