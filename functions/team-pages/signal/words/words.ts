import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { SignalPageWords } from './sections.ts';

export const signalPageWords = /* @__PURE__ */ inLocale<SignalPageWords>({ en: en.signalPage, ja: ja.signalPage });
