import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { SurveyPageWords } from './sections.ts';

export const surveyPageWords = /* @__PURE__ */ inLocale<SurveyPageWords>({ en: en.surveyPage, ja: ja.surveyPage });
