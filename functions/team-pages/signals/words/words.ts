import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { SignalsPageWords } from './sections.ts';

export const signalsPageWords = /* @__PURE__ */ inLocale<SignalsPageWords>({ en: en.signalsPage, ja: ja.signalsPage });
