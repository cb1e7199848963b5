import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { BacktestWords } from './sections.ts';

export const backtestWords = /* @__PURE__ */ inLocale<BacktestWords>({ en: en.backtest, ja: ja.backtest });
