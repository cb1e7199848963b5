import { readFileSync, writeFileSync } from 'node:fs';
import { languages } from '../domain/locale/locale.ts';
import { personalDataPages, withRegister } from './personal-data-page.ts';

for (const language of languages) {
  const file = personalDataPages[language];
  writeFileSync(file, withRegister(readFileSync(file, 'utf8'), language));
}
