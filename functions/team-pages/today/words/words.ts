import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { TodayWords } from './sections.ts';

export const todayWords = /* @__PURE__ */ inLocale<TodayWords>({ en: en.today, ja: ja.today });
