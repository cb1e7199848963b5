import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { ActivitiesWords } from './sections.ts';

export const activitiesWords = /* @__PURE__ */ inLocale<ActivitiesWords>({ en: en.activities, ja: ja.activities });
