import { inLocale } from '../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type {
  CustomerPageWords,
  DraftWords,
  NextActionWords,
  PageWords,
  UndoWords,
  WhoeverLeftWords,
  WholeTaskWords,
} from './sections.ts';

export const pageWords = /* @__PURE__ */ inLocale<PageWords>({ en: en.pages, ja: ja.pages });
export const draftWords = /* @__PURE__ */ inLocale<DraftWords>({ en: en.draft, ja: ja.draft });
export const nextActionWords = /* @__PURE__ */ inLocale<NextActionWords>({ en: en.nextAction, ja: ja.nextAction });
export const undoWords = /* @__PURE__ */ inLocale<UndoWords>({ en: en.undo, ja: ja.undo });
export const wholeTaskWords = /* @__PURE__ */ inLocale<WholeTaskWords>({ en: en.wholeTask, ja: ja.wholeTask });
export const whoeverLeftWords = /* @__PURE__ */ inLocale<WhoeverLeftWords>({ en: en.whoeverLeft, ja: ja.whoeverLeft });
export const customerPageWords = /* @__PURE__ */ inLocale<CustomerPageWords>({
  en: en.customerPage,
  ja: ja.customerPage,
});
