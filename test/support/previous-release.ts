import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Day } from '../../domain/time/day.ts';
import type { Item } from '../../functions/store/item.ts';

/** What a stage of the release before this one holds and tells: `npm run release:keep` writes it, out of a running one. */
const folder = join(import.meta.dirname, '../fixtures/releases/previous');

export interface KeptRelease {
  /** What was really run. */
  commit: string;
  version: string;
  /** Its last scored day. */
  day: Day;
}

export const tables = ['accounts', 'events'] as const;
export type KeptTable = (typeof tables)[number];

/** What its commands said of the same rows. */
export interface Listings {
  accounts: { id: string; name: string; score: number | null; stage: string; csm: string }[];
  tasks: { id: string; account: string; assignee: string; status: string; due: string; title: string }[];
  mails: { id: string; account: string; kind: string; status: string; to: string; subject: string | null }[];
}

export const fileNames = {
  release: join(folder, 'release.json'),
  told: join(folder, 'told.json.br'),
  rows: (table: KeptTable) => join(folder, `${table}.ndjson.br`),
  template: (stack: 'data' | 'app') => join(folder, `${stack}.template.json.br`),
};

const unpacked = (file: string) => brotliDecompressSync(readFileSync(file)).toString();

export const readRelease = (): KeptRelease => JSON.parse(readFileSync(fileNames.release, 'utf8'));
export const readListings = (): Listings => JSON.parse(unpacked(fileNames.told));
export const readTemplate = (stack: 'data' | 'app'): Template => JSON.parse(unpacked(fileNames.template(stack)));

export interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown>; DeletionPolicy?: string }>;
  Outputs?: Record<string, { Export?: { Name: string } }>;
}

/**
 * Its rows as they lie in a table. They stay as they were but for when they go: what expires a week after it was written
 * would be gone by the time somebody runs a test.
 */
export function readRows(table: KeptTable): Item[] {
  const lines = unpacked(fileNames.rows(table)).trimEnd().split('\n');
  return lines.map((line) => {
    const row: Item = JSON.parse(line);
    return row.expiresAt === undefined ? row : { ...row, expiresAt: { N: '4102444800' } };
  });
}
