import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { KpisPageWords } from './sections.ts';

export const kpisPageWords = /* @__PURE__ */ inLocale<KpisPageWords>({ en: en.kpisPage, ja: ja.kpisPage });
