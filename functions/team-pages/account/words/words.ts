import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { AccountActWords, AccountWords, CustomerPagesWords } from './sections.ts';

export const accountActWords = /* @__PURE__ */ inLocale<AccountActWords>({ en: en.accountActs, ja: ja.accountActs });
export const accountWords = /* @__PURE__ */ inLocale<AccountWords>({ en: en.account, ja: ja.account });
export const customerPagesWords = /* @__PURE__ */ inLocale<CustomerPagesWords>({
  en: en.customerPages,
  ja: ja.customerPages,
});
