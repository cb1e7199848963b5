import { ACTIVITIES_KEPT_IN_DAYS } from '../../../domain/activities/activity.ts';
import { addDays } from '../../../domain/time/day.ts';
import { type Html, html } from '../../pages/html.ts';
import { FILE_FIELD } from '../notices.ts';
import { MOST_BYTES_OF_A_CALENDAR, MOST_MEGABYTES_OF_A_CALENDAR } from './calendar-limits.ts';
import { kindField, type LogDrawing } from './log-form.ts';
import { activitiesWords } from './words/words.ts';

/** Who imports once a month finds nothing missing. */
const USUAL_DAYS = 31;

/** Hands in a calendar, out of which meetings with customers are logged. */
export function calendarForm(
  drawing: Pick<LogDrawing, 'form' | 'locale' | 'today' | 'kinds' | 'playbook'>,
  filled = new URLSearchParams(),
): Html {
  const { form, locale, today, playbook } = drawing;
  const say = activitiesWords(locale).calendar;
  const day = (name: 'since' | 'until', label: string, usual: string) =>
    html`<label>${label}<input type="date" name="${name}" required min="${addDays(today, 1 - ACTIVITIES_KEPT_IN_DAYS)}" max="${today}" value="${filled.get(name) ?? usual}"></label>`;
  const fields = html`${playbook !== undefined && html`<input type="hidden" name="playbook" value="${playbook}">`}
<p class="hint">${say.lead(ACTIVITIES_KEPT_IN_DAYS)}</p>
<div class="fields"><label>${say.file(MOST_MEGABYTES_OF_A_CALENDAR)}<input type="file" name="${FILE_FIELD}" accept=".ics,text/calendar" required data-most-bytes="${String(MOST_BYTES_OF_A_CALENDAR)}" data-too-large="${say.tooLarge(MOST_MEGABYTES_OF_A_CALENDAR)}"><span class="hint">${say.fileHint}</span></label>
${kindField(drawing, filled.get('activity') ?? '')}
${day('since', say.from, addDays(today, -USUAL_DAYS))}
${day('until', say.to, today)}</div>
<p><button>${say.button}</button></p>`;
  return form('activities/import', fields, { look: 'work', takesFiles: true });
}
