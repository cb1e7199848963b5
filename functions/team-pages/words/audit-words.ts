import { inLocale } from '../../../domain/locale/words.ts';
import { audit as en } from './en/audit.ts';
import { audit as ja } from './ja/audit.ts';
import type { AuditWords } from './sections/audit.ts';

export const auditWords = /* @__PURE__ */ inLocale<AuditWords>({ en, ja });
