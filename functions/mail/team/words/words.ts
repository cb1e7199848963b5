import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type {
  DigestWords,
  HealthListWords,
  KpiReportWords,
  MovedTaskWords,
  MoveMailWords,
  NoticeWords,
  NotificationWords,
  OverLimitWords,
} from './sections.ts';

export const digestWords = /* @__PURE__ */ inLocale<DigestWords>({ en: en.digest, ja: ja.digest });
export const healthListWords = /* @__PURE__ */ inLocale<HealthListWords>({ en: en.healthList, ja: ja.healthList });
export const kpiReportWords = /* @__PURE__ */ inLocale<KpiReportWords>({ en: en.kpiReport, ja: ja.kpiReport });
export const movedTaskWords = /* @__PURE__ */ inLocale<MovedTaskWords>({ en: en.movedTask, ja: ja.movedTask });
export const moveMailWords = /* @__PURE__ */ inLocale<MoveMailWords>({ en: en.moveMail, ja: ja.moveMail });
export const notificationWords = /* @__PURE__ */ inLocale<NotificationWords>({
  en: en.notification,
  ja: ja.notification,
});
export const overLimitWords = /* @__PURE__ */ inLocale<OverLimitWords>({ en: en.overLimit, ja: ja.overLimit });
export const noticeWords = /* @__PURE__ */ inLocale<NoticeWords>({ en: en.notices, ja: ja.notices });
