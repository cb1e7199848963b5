import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { AccountWords } from './sections.ts';

export const accountWords = /* @__PURE__ */ inLocale<AccountWords>({ en: en.account, ja: ja.account });
