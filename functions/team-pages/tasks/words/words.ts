import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { ClosedTasksWords, HandOverWords, LoadWords, TasksWords } from './sections.ts';

export const tasksWords = /* @__PURE__ */ inLocale<TasksWords>({ en: en.tasks, ja: ja.tasks });
export const loadWords = /* @__PURE__ */ inLocale<LoadWords>({ en: en.load, ja: ja.load });
export const closedTasksWords = /* @__PURE__ */ inLocale<ClosedTasksWords>({ en: en.closedTasks, ja: ja.closedTasks });
export const handOverWords = /* @__PURE__ */ inLocale<HandOverWords>({ en: en.handOver, ja: ja.handOver });
