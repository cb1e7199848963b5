import type { SkippedAccounts } from '../../../domain/evaluation/skipped-accounts.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { styleOf } from '../../../domain/locale/style.ts';
import { type Html, html } from '../../pages/html.ts';
import type { ActForm } from '../act-form.ts';
import { studyWords } from './words/words.ts';

/** How a question stands, as far as pages tell of it. */
export interface StudyShown<Answer = unknown> {
  id: string;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  shards: number;
  askedBy: string;
  /** ISO */
  askedAt: string;
  answer?: Answer;
  failed?: SkippedAccounts[];
}

export interface StudyDrawing {
  form: ActForm;
  locale: Locale;
  mayAsk: boolean;
  /** Asks it, or asks it anew. */
  ask: Html;
  /** The address of the page. */
  address: string;
  timeZone: string;
  nameOf(member: string): string;
}

/** How far a question has come, or how it ended; and how to ask it where it has no answer. */
export function studyState(study: StudyShown | undefined, drawing: StudyDrawing): Html {
  const { form, locale, mayAsk, ask, address, timeZone, nameOf } = drawing;
  const say = studyWords(locale);
  const askIt = mayAsk && ask;
  if (study === undefined) return html`${askIt}`;
  const { id, state, done, shards, askedBy, askedAt, failed = [] } = study;
  const asked = html`<p class="hint">${say.asked(nameOf(askedBy), styleOf(locale).moment(askedAt, timeZone))}</p>`;
  switch (state) {
    case 'running': {
      const text = say.running(done, shards);
      const cancel = form(
        'signals/stop',
        html`<input type="hidden" name="study" value="${id}"><button class="quiet">${say.cancel}</button>`,
      );
      return html`<div class="notice" role="status"><p><b>${text}</b></p><progress value="${done}" max="${shards}" aria-label="${text}"></progress>
<p class="hint">${say.runningHint}</p><div class="decide"><a class="on" href="${address}">${say.lookAgain}</a>${mayAsk && cancel}</div></div>${asked}`;
    }
    case 'done': {
      const skipped = failed.reduce((sum, { accounts }) => sum + accounts, 0);
      return html`${asked}${skipped > 0 && html`<p class="notice">${say.skipped(skipped)}</p>`}`;
    }
    default:
      return html`<p class="notice" role="status">${say[state]}</p>${asked}${askIt}`;
  }
}
