import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { SensitivityWords } from './sections.ts';

export const sensitivityWords = /* @__PURE__ */ inLocale<SensitivityWords>({ en: en.sensitivity, ja: ja.sensitivity });
