import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { ProposalWords } from './sections.ts';

export const proposalWords = /* @__PURE__ */ inLocale<ProposalWords>({ en: en.proposals, ja: ja.proposals });
