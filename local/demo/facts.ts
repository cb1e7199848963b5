import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { addDays, type Day } from '../../domain/day.ts';

export const factFiles = ['csms', 'accounts', 'contacts'] as const;

/** A file to import, its dates counted from today. */
export function factsAsOf(name: (typeof factFiles)[number], today: Day): string {
  const text = readFileSync(join(import.meta.dirname, `${name}.csv`), 'utf8');
  return text.replace(/\btoday([+-]\d+)/g, (_, days) => addDays(today, Number(days)));
}

/** The default playbook, for a product whose "log-in" is a commit. */
export function demoPlaybook(defaultPlaybook: string): string {
  const playbook = parseDocument(defaultPlaybook);
  playbook.setIn(['aliases', 'change.committed'], 'login');
  return playbook.toString({ lineWidth: 0 });
}
