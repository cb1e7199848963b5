import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { MapWords } from './sections.ts';

export const mapWords = /* @__PURE__ */ inLocale<MapWords>({ en: en.map, ja: ja.map });
