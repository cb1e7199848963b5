import { inLocale } from '../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as enGB from './en-GB.ts';
import * as ja from './ja.ts';
import type {
  ChatWords,
  CustomerPageMailWords,
  CustomersWordWords,
  LetterWords,
  LinkWords,
  MailWords,
  MoveWords,
  NameWords,
  PlayWords,
  SignInWords,
  TaskDataWords,
} from './sections.ts';

export const mailWords = /* @__PURE__ */ inLocale<MailWords>(
  { en: en.general, ja: ja.general },
  { 'en-GB': enGB.general },
);
export const linkWords = /* @__PURE__ */ inLocale<LinkWords>({ en: en.links, ja: ja.links });
export const signInWords = /* @__PURE__ */ inLocale<SignInWords>({ en: en.signIn, ja: ja.signIn });
export const nameWords = /* @__PURE__ */ inLocale<NameWords>({ en: en.names, ja: ja.names });
export const moveWords = /* @__PURE__ */ inLocale<MoveWords>({ en: en.moves, ja: ja.moves });
export const taskDataWords = /* @__PURE__ */ inLocale<TaskDataWords>({ en: en.taskData, ja: ja.taskData });
export const playWords = /* @__PURE__ */ inLocale<PlayWords>({ en: en.plays, ja: ja.plays });
export const letterWords = /* @__PURE__ */ inLocale<LetterWords>({ en: en.letters, ja: ja.letters });
export const chatWords = /* @__PURE__ */ inLocale<ChatWords>({ en: en.chat, ja: ja.chat });
export const customerPageMailWords = /* @__PURE__ */ inLocale<CustomerPageMailWords>({
  en: en.customerPageMail,
  ja: ja.customerPageMail,
});
export const customerAnswerWords = /* @__PURE__ */ inLocale<CustomersWordWords>({
  en: en.customerAnswer,
  ja: ja.customerAnswer,
});
