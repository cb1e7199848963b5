import { inLocale } from '../../../../domain/locale/words.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import type { MeetingPageWords } from './sections.ts';

export const meetingPageWords = /* @__PURE__ */ inLocale<MeetingPageWords>({ en: en.meetingPage, ja: ja.meetingPage });
