import type { RenewalAnswer } from '../../../domain/answers/renewal-answer.ts';

/** What is written on the records of a CRM beside names and numbers. */
export interface CrmRecordWords {
  /** @param mark how good it is, of 100 */
  reason(label: string, mark: string): string;
  answers: Record<RenewalAnswer, string>;
}
