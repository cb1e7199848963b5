import type { Speak } from '../../../domain/locale/words.ts';
import type { CrmRecordWords } from './sections.ts';

export const crmRecord: Speak<CrmRecordWords> = () => ({
  reason: (label, mark) => `${label}：100点中${mark}点`,
  answers: { renew: '更新する', talk: '更新前に相談したい', 'not-renewing': '更新しない予定' },
});
