import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeHolidays } from './judge-holidays.ts';

// `npm run holidays` writes the table; docs/decisions/0013 says where it comes from and how to make it longer.
const { table, open } = judgeHolidays();
if (open.length > 0) {
  console.error(['To be decided in decisions.yaml first:', ...open].join('\n'));
  process.exitCode = 1;
} else {
  writeFileSync(join(import.meta.dirname, '../../../domain/time/holidays.json'), `${JSON.stringify(table, null, 2)}\n`);
}
