import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../domain/locale/locale.ts';
import { referencePages, withReference } from './reference.ts';

for (const language of languages) {
  const file = join(import.meta.dirname, '..', referencePages[language]);
  writeFileSync(file, withReference(readFileSync(file, 'utf8'), language));
}
