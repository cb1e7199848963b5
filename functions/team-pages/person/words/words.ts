import { inLocale } from '../../../../domain/locale/words.ts';
import { person as en } from './en.ts';
import { person as ja } from './ja.ts';
import type { PersonWords } from './sections.ts';

export const personWords = /* @__PURE__ */ inLocale<PersonWords>({ en, ja });
