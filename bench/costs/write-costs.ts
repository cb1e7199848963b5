import { readFileSync, writeFileSync } from 'node:fs';
import { installation } from '../../test/lib/installation.ts';
import { withCostTable } from './cost-table.ts';

// `npm run docs:costs` writes the tables of what it costs anew; a test says when they are out of date.
for (const [file, language] of [
  ['docs/deploying.md', 'en'],
  ['docs/deploying.ja.md', 'ja'],
] as const) {
  writeFileSync(file, withCostTable(readFileSync(file, 'utf8'), installation('prod'), language));
}
