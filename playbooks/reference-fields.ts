import * as z from 'zod';
import { playbookSchema } from '../domain/playbook/playbook.ts';

/** What a value may be, free of any language. */
export type ValueType =
  | { type: 'text' }
  | { type: 'texts' }
  | { type: 'name' }
  | { type: 'link' }
  | { type: 'percentage' }
  | { type: 'yes-no' }
  | { type: 'number' | 'whole-number'; above?: number; least?: number; most?: number }
  | { type: 'one-of'; values: string[] }
  | { type: 'list'; of: ValueType; least: number }
  | { type: 'entries'; of: ValueType }
  /** Fields of its own, described in the section of that path. */
  | { type: 'group'; path: string }
  | { type: 'either'; options: ValueType[] };

export interface Field {
  name: string;
  /** Under which it is described: its path without the names that a playbook chooses, with the kind where there is one. */
  key: string;
  type: ValueType;
  need:
    | { is: 'required' | 'optional' }
    | { is: 'default'; value: string }
    | { is: 'form'; with: string[]; or: string[] };
}

/** One group of fields, or one form that a group may have. */
export interface Section {
  /** e.g. `signals.NAME.when`; empty for the file as a whole. */
  path: string;
  /** Of conditions and indicators. */
  kind?: string;
  /** The field by which this form of the group is known from the others. */
  form?: string;
  fields: Field[];
}

type Schema = z.core.JSONSchema.JSONSchema;
interface Place {
  path: string[];
  key: string[];
}

/** Every field that a playbook may have, in the order of the schema. */
export function playbookSections(): Section[] {
  const sections: Section[] = [];
  describeGroup(z.toJSONSchema(playbookSchema, { io: 'input' }) as Schema, { path: [], key: [] }, sections);
  return sections;
}

/** Adds the group at the place, and after it those within it, each path once. */
function describeGroup(group: Schema, place: Place, sections: Section[]): void {
  const path = place.path.join('.');
  if (sections.some((section) => section.path === path)) return;
  const within: { group: Schema; place: Place }[] = [];
  const options = group.anyOf ?? group.oneOf;
  if (options === undefined) {
    sections.push({ path, fields: fieldsOf([group as Schema], place, within) });
  } else {
    for (const name of new Set((options as Schema[]).map(formOf))) {
      const forms = (options as Schema[]).filter((option) => formOf(option) === name);
      const first = forms[0] as Schema;
      const kind = kindOf(first);
      const key = kind === undefined ? place.key : [...place.key, kind];
      const fields = fieldsOf(forms, { path: place.path, key }, within);
      sections.push({ path, ...(kind === undefined ? { form: name } : { kind }), fields });
    }
  }
  for (const { group, place } of within) describeGroup(group, place, sections);
}

/** Of several forms of one kind, the fields of all. */
function fieldsOf(forms: Schema[], place: Place, within: { group: Schema; place: Place }[]): Field[] {
  const names = [...new Set(forms.flatMap((form) => Object.keys(form.properties ?? {})))];
  const isIn = (name: string) => (form: Schema) => name in (form.properties ?? {});
  const isPartial = (name: string) => !forms.every(isIn(name));
  return names.map((name) => {
    const form = forms.find(isIn(name)) as Schema;
    const schema = form.properties?.[name] as Schema;
    const inside = { path: [...place.path, name], key: [...place.key, name] };
    const field = { name, key: inside.key.join('.'), type: typeOf(schema, inside, within) };
    if (!isPartial(name)) return { ...field, need: needOf(form, name, schema) };
    const partners = Object.keys(form.properties ?? {}).filter((other) => other !== name && isPartial(other));
    const others = names.filter((other) => isPartial(other) && !isIn(other)(form));
    return { ...field, need: { is: 'form', with: partners, or: others } };
  });
}

function needOf(form: Schema, name: string, { default: value }: Schema): Field['need'] {
  if (form.required?.includes(name)) return { is: 'required' };
  const isEmpty = value === undefined || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
  if (isEmpty) return { is: 'optional' };
  // Of named entries the names say enough.
  if (areEntries(value)) return { is: 'default', value: Object.keys(value).join(', ') };
  return { is: 'default', value: JSON.stringify(value).replaceAll('"', '').replaceAll(/[:,]/g, '$& ') };
}

function areEntries(value: unknown): value is Record<string, object> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((entry) => typeof entry === 'object' && !Array.isArray(entry));
}

function typeOf(schema: Schema, place: Place, within: { group: Schema; place: Place }[]): ValueType {
  if (typeof schema.const === 'string') return { type: 'one-of', values: [schema.const] };
  if (schema.enum) return { type: 'one-of', values: schema.enum.map(String) };
  if (isText(schema)) return { type: 'texts' };
  const options = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (options?.some(({ type }) => type !== 'object')) {
    return { type: 'either', options: options.map((option) => typeOf(option, place, within)) };
  }
  if (options || schema.properties) {
    const own = place.path.join('.');
    const path = typeof schema.describedAt === 'string' ? schema.describedAt : own;
    if (path === own) within.push({ group: schema, place });
    return { type: 'group', path };
  }
  switch (schema.type) {
    case 'boolean':
      return { type: 'yes-no' };
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'string':
      if (schema.format === 'uri') return { type: 'link' };
      if (schema.format === 'percentage') return { type: 'percentage' };
      return { type: schema.pattern === undefined ? 'text' : 'name' };
    case 'array':
      return { type: 'list', of: typeOf(schema.items as Schema, place, within), least: schema.minItems ?? 0 };
    case 'object':
      return { type: 'entries', of: typeOf(schema.additionalProperties as Schema, entryOf(schema, place), within) };
  }
  throw new Error(`${place.path.join('.')}: the reference has no words for ${JSON.stringify(schema)}`);
}

/** A place for whatever name the playbook gives to the entry. */
function entryOf({ propertyNames }: Schema, { path, key }: Place): Place {
  const isChosen = (propertyNames as Schema | undefined)?.enum === undefined;
  const last = path.at(-1) as string;
  return { path: [...path, isChosen ? 'NAME' : last.replace(/s$/, '').toUpperCase()], key };
}

function numberOf({ type, minimum, exclusiveMinimum, maximum }: Schema): ValueType {
  return {
    type: type === 'integer' ? 'whole-number' : 'number',
    ...(typeof exclusiveMinimum === 'number' && { above: exclusiveMinimum }),
    ...(isBound(minimum) && { least: minimum }),
    ...(isBound(maximum) && { most: maximum }),
  };
}

/** Not the bounds of what a computer takes for whole. */
function isBound(value: number | undefined): value is number {
  return value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
}

function isText({ properties }: Schema): boolean {
  return Object.keys(properties ?? {}).join() === 'en,ja';
}

function kindOf({ properties }: Schema): string | undefined {
  const kind = properties?.kind;
  return typeof kind === 'object' && typeof kind.const === 'string' ? kind.const : undefined;
}

/** The kind, or the first field that has to be there. */
function formOf(schema: Schema): string {
  return kindOf(schema) ?? (schema.required?.[0] as string);
}
