import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { operate } from '../../../local/operator.ts';

export const MAIL_DOMAIN = '@drilled.example';
/** From here on the default playbook prepares a renewal. */
const RENEWS_IN_DAYS = 80;

async function importRows(folder: string, kind: 'csms' | 'accounts', rows: object[]): Promise<void> {
  const file = join(folder, `drilled-${kind}.ndjson`);
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await operate('import', kind, file);
}

/** Accounts of which the next night raises the same of each: their contract is soon to be renewed. */
export async function importAccounts(folder: string, prefix: string, count: number, today: Day): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
  const csmOf = (account: string) => `${account}-csm`;
  // Each has a CSM of its own: nobody gets more than some mails about tasks a day.
  const csms = ids.map((id) => ({ id: csmOf(id), name: `Csm of ${id}`, email: `${id}${MAIL_DOMAIN}`, language: 'en' }));
  const accounts = ids.map((id) => ({
    id,
    name: `${id} Ltd`,
    csm: csmOf(id),
    language: 'en',
    renewalDate: addDays(today, RENEWS_IN_DAYS),
  }));
  await importRows(folder, 'csms', csms);
  await importRows(folder, 'accounts', accounts);
  return ids;
}
