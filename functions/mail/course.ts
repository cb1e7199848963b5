import type { Language } from '../../domain/account.ts';
import type { DataSnapshot } from '../../domain/mail-content.ts';
import type { Playbook, Signal } from '../../domain/playbook/playbook.ts';
import type { SignalCondition } from '../../domain/signals/conditions.ts';
import type { Block, Tone } from './blocks.ts';
import { labelOf, personIn } from './names.ts';
import { measureBars } from './signal-data-blocks.ts';
import { signalWords } from './signal-words.ts';
import { words } from './words.ts';

const DAYS_A_WEEK = 7;

/** How it went with what the signal is about: a measure, the score, a person, an event, the log-ins; else nothing. */
export function courseOf(signal: Signal, data: DataSnapshot, language: Language, playbook: Playbook): Block[] {
  const { when, side: tone } = signal;
  const recent = weeksOf(when);
  const say = signalWords[language].data;
  const measure = data.measures?.[0];
  if (measure !== undefined) {
    const months = when.kind === 'measure-growth' ? when.months : 1;
    const drawn = measureBars(measure, tone, language, playbook, months);
    return drawn === null ? [] : [drawn];
  }
  if (data.weeklyScores !== undefined) {
    const known = data.weeklyScores.filter((score) => score !== null);
    const last = known.at(-1);
    if (known.length < 2 || last === undefined) return [];
    return [weeks({ tone, values: known, recent, caption: say.scores, last: say.scoreNow(last) })];
  }
  if (data.weekly !== undefined) {
    const { values } = data.weekly;
    const last = values.at(-1) ?? 0;
    if (data.weekly.of === 'person') {
      const caption = say.activeDays(personIn(language, data.weekly));
      return [weeks({ tone, values, recent, caption, last: say.lastWeek(last) })];
    }
    const caption = say.weekly(labelOf(data.weekly.event, language, playbook));
    return [weeks({ tone, values, recent, caption, last: words[language].weeklyLogins.last(last) })];
  }
  const isAboutLogins = (when.kind === 'counter-level' || when.kind === 'days-since') && when.event === 'login';
  return isAboutLogins ? weeklyLogins() : [];

  function weeklyLogins(): Block[] {
    const { none, caption, last } = words[language].weeklyLogins;
    const values = data.weeklyLogins;
    if (values.every((value) => value === 0)) return [{ type: 'paragraph', text: none }];
    return [weeks({ tone, values, recent, caption, last: last(values.at(-1) as number) })];
  }

  function weeks(bars: { tone: Tone; values: number[]; recent: number; caption: string; last: string }): Block {
    return { type: 'bars', first: say.weeksAgo(bars.values.length), ...bars };
  }
}

/** As many of the last weeks as the condition looks at are told apart from what was before. */
function weeksOf(when: SignalCondition): number {
  switch (when.kind) {
    case 'counter-level':
    case 'person-level':
      return Math.ceil(when.windowInDays / DAYS_A_WEEK);
    case 'days-since':
      return Math.floor(when.tripsAtOrAbove / DAYS_A_WEEK);
    case 'hand-over':
      return Math.ceil(when.championSilentDays / DAYS_A_WEEK);
    case 'score-drop':
      return Math.ceil(when.overDays / DAYS_A_WEEK);
    default:
      return 1;
  }
}
