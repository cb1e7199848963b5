import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { PlaysPageWords } from './sections.ts';

export const playsPageWords = /* @__PURE__ */ inLocale<PlaysPageWords>({ en: en.playsPage, ja: ja.playsPage });
