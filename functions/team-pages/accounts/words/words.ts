import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { AccountsWords } from './sections.ts';

export const accountsWords = /* @__PURE__ */ inLocale<AccountsWords>({ en: en.accounts, ja: ja.accounts });
