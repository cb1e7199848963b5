import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { TaskPageWords } from './sections.ts';

export const taskPageWords = /* @__PURE__ */ inLocale<TaskPageWords>({ en: en.taskPage, ja: ja.taskPage });
