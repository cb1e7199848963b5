import { writeFileSync } from 'node:fs';
import { holidaysFile, holidaysFromLibrary } from './holidays-from-library.ts';

// `npm run holidays -- 2027`: the table from that year on. Japan has a table of its own, see docs/decisions/0013.
const firstYear = Number(process.argv[2] ?? new Date().getUTCFullYear());
writeFileSync(holidaysFile, `${JSON.stringify(holidaysFromLibrary(firstYear), null, 2)}\n`);
