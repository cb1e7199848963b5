import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { StudyWords } from './sections.ts';

export const studyWords = /* @__PURE__ */ inLocale<StudyWords>({ en: en.study, ja: ja.study });
