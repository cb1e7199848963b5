import { inLocale } from '../../../../domain/locale/words.ts';
import { personalData as en } from './en.ts';
import { personalData as ja } from './ja.ts';
import type { PersonalDataWords } from './sections.ts';

export const personalDataWords = /* @__PURE__ */ inLocale<PersonalDataWords>({ en, ja });
