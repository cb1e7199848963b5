import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportKind } from '../../../domain/import/facts.ts';
import { columnsOf } from '../../../domain/import/facts.ts';
import { describeApi } from '../../../functions/serve-api/openapi.ts';

interface Schema {
  properties: Record<string, { format?: string; anyOf?: object[]; description?: string }>;
  required?: string[];
  additionalProperties?: boolean;
}

const description = describeApi();
const { schemas } = description.components as { schemas: Record<string, Schema> };

describe('the description of the API', () => {
  it('stands in docs/openapi.json as the schemas have it: `npm run docs:openapi` writes it', () => {
    expect(readFileSync('docs/openapi.json', 'utf8')).toBe(`${JSON.stringify(description, null, 2)}\n`);
  });

  it.each<[string, ImportKind, string[]]>([
    ['Account', 'accounts', ['id']],
    ['Contact', 'contacts', ['id', 'account']],
    ['Csm', 'csms', ['id']],
  ])('says of %s what can be imported, each with its meaning', (name, kind, identity) => {
    expect(Object.keys(schemas[name]?.properties ?? {})).toEqual(columnsOf(kind));
    const changeable = columnsOf(kind).filter((column) => !identity.includes(column));
    for (const change of ['Replacement', 'Patch']) {
      const schema = schemas[`${name}${change}`] as Schema;
      expect(Object.keys(schema.properties).sort()).toEqual([...changeable, 'updatedAt'].sort());
      expect(schema.additionalProperties).toBe(false);
      for (const property of Object.values(schema.properties)) expect(property.description).toMatch(/\.$/);
    }
  });

  it('lets a PATCH forget what a record can do without, and a PUT say only what it knows', () => {
    expect(schemas.AccountPatch?.properties.mrr?.anyOf).toContainEqual({ type: 'null' });
    expect(schemas.AccountPatch?.properties.name?.anyOf).toBeUndefined();
    expect(schemas.AccountPatch?.required).toBeUndefined();
    expect(schemas.AccountReplacement?.required).toEqual(['name']);
    expect(schemas.CsmReplacement?.required?.sort()).toEqual(['email', 'name']);
  });

  it('says what our own checks ask for', () => {
    expect(schemas.Account?.properties.renewalDate?.format).toBe('date');
    expect(schemas.Account?.properties.timeZone?.format).toBe('time-zone');
    expect(schemas.AccountPatch?.properties.updatedAt?.format).toBe('date-time');
  });
});
