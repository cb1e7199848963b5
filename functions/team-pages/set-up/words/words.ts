import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { PeopleWords, SetUpWords } from './sections.ts';

export const setUpWords = /* @__PURE__ */ inLocale<SetUpWords>({ en: en.setUp, ja: ja.setUp });
export const peopleWords = /* @__PURE__ */ inLocale<PeopleWords>({ en: en.people, ja: ja.people });
