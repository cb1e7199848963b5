import { inLocale } from '../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { ShellWords, SignInPageWords } from './sections.ts';

export const shellWords = /* @__PURE__ */ inLocale<ShellWords>({ en: en.shell, ja: ja.shell });
export const signInPageWords = /* @__PURE__ */ inLocale<SignInPageWords>({ en: en.signIn, ja: ja.signIn });
