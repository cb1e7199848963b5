import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { MailsWords, MailWords } from './sections.ts';

export const mailsPageWords = /* @__PURE__ */ inLocale<MailsWords>({ en: en.mails, ja: ja.mails });
export const mailPageWords = /* @__PURE__ */ inLocale<MailWords>({ en: en.mail, ja: ja.mail });
