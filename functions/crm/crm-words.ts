import type { RenewalAnswer } from '../../domain/answers/renewal-answer.ts';
import type { CrmWords } from '../../domain/crm/crm-changes.ts';
import type { Locale } from '../../domain/locale/locale.ts';
import { inLocale } from '../../domain/locale/words.ts';
import { mailWords } from '../mail/words/words.ts';

interface OwnWords {
  /** @param mark how good it is, of 100 */
  reason(label: string, mark: string): string;
  answers: Record<RenewalAnswer, string>;
}

const ownWords = /* @__PURE__ */ inLocale<OwnWords>({
  en: () => ({
    reason: (label, mark) => `${label}: ${mark} of 100`,
    answers: { renew: 'Will renew', talk: 'Wants to talk first', 'not-renewing': 'Will not renew' },
  }),
  ja: () => ({
    reason: (label, mark) => `${label}：100点中${mark}点`,
    answers: { renew: '更新する', talk: '更新前に相談したい', 'not-renewing': '更新しない予定' },
  }),
});

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
