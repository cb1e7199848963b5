import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { CutsWords } from './sections.ts';

export const cutsWords = /* @__PURE__ */ inLocale<CutsWords>({ en: en.cuts, ja: ja.cuts });
