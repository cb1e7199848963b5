import { inLocale } from '../../../domain/locale/words.ts';
import { assistants as en } from './en.ts';
import { assistants as ja } from './ja.ts';
import type { AssistantWords } from './sections.ts';

export const assistantWords = /* @__PURE__ */ inLocale<AssistantWords>({ en, ja });
