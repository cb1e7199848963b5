import { inLocale } from '../../../../domain/locale/words.ts';
import { assistants as en } from './en.ts';
import { assistants as ja } from './ja.ts';
import type { AssistantsWords } from './sections.ts';

export const assistantsWords = /* @__PURE__ */ inLocale<AssistantsWords>({ en, ja });
