import { inLocale } from '../../../../domain/locale/words.ts';
import { changes as en } from './en.ts';
import { changes as ja } from './ja.ts';
import type { ChangesWords } from './sections.ts';

export const changesWords = /* @__PURE__ */ inLocale<ChangesWords>({ en, ja });
