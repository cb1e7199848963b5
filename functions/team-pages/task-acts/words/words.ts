import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { TaskActWords } from './sections.ts';

export const taskActWords = /* @__PURE__ */ inLocale<TaskActWords>({ en: en.taskActs, ja: ja.taskActs });
