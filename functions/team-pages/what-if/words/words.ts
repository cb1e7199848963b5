import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { WhatIfWords } from './sections.ts';

export const whatIfWords = /* @__PURE__ */ inLocale<WhatIfWords>({ en: en.whatIf, ja: ja.whatIf });
