import type { Speak } from '../../../domain/locale/words.ts';
import type { CrmRecordWords } from './sections.ts';

export const crmRecord: Speak<CrmRecordWords> = () => ({
  reason: (label, mark) => `${label}: ${mark} of 100`,
  answers: { renew: 'Will renew', talk: 'Wants to talk first', 'not-renewing': 'Will not renew' },
});
