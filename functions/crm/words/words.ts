import type { CrmWords } from '../../../domain/crm/crm-changes.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { inLocale } from '../../../domain/locale/words.ts';
import { mailWords } from '../../mail/words/words.ts';
import { crmRecord as en } from './en.ts';
import { crmRecord as ja } from './ja.ts';
import type { CrmRecordWords } from './sections.ts';

const ownWords = /* @__PURE__ */ inLocale<CrmRecordWords>({ en, ja });

/** In the company's language: the record is everybody's. */
export function crmWords(locale: Locale): CrmWords & { reason(label: string, mark: number): string } {
  const general = mailWords(locale);
  const { reason, answers } = ownWords(locale);
  return {
    grade: (grade) => general.data.grade[grade],
    answer: (answer) => answers[answer],
    reason: (label, mark) => reason(label, general.number(Math.round(mark))),
  };
}
