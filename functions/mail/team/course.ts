import type { Locale } from '../../../domain/locale/locale.ts';
import type { DataSnapshot } from '../../../domain/mail/mail-content.ts';
import type { Playbook, Signal } from '../../../domain/playbook/playbook.ts';
import { chartOf } from '../../../domain/signals/conditions.ts';
import { LOGIN } from '../../../domain/usage/well-known-events.ts';
import type { Block } from '../layout/blocks.ts';
import { labelOf, personIn } from '../names.ts';
import { mailWords, taskDataWords } from '../words/words.ts';
import { measureBars } from './signal-data-blocks.ts';

/** How it went with what the signal is about, as its condition says what is drawn; nothing where too little is known. */
export function courseOf(signal: Signal, data: DataSnapshot, locale: Locale, playbook: Playbook): Block[] {
  const { when, side: tone } = signal;
  const chart = chartOf(when);
  if (chart === null) return [];
  const { recent } = chart;
  const say = taskDataWords(locale);
  if (data.level !== undefined) return level(data.level);
  switch (chart.draws) {
    case 'measures':
      return measures();
    case 'scores':
      return scores();
    case 'weekly':
      return weekly();
    case 'logins':
      return logins();
  }

  function level({ event, daysInStep, values, perBusinessDay, recent }: NonNullable<DataSnapshot['level']>): Block[] {
    const { none } = mailWords(locale).weeklyLogins;
    const isLogin = event === LOGIN;
    const isPerDay = perBusinessDay === true;
    if (isLogin && data.weeklyLogins.every((value) => value === 0)) return [{ type: 'paragraph', text: none }];
    const what = isLogin ? say.level.logins : say.level.event(labelOf(event, locale, playbook));
    const last = values.at(-1) ?? null;
    return [
      {
        ...{ type: 'bars', tone, recent, values },
        caption: say.level.caption(what, daysInStep, isPerDay),
        first: say.level.first(daysInStep * values.length),
        last: last === null ? say.level.noDay : say.level.last(mailWords(locale).number(last), daysInStep, isPerDay),
      },
    ];
  }

  function measures(): Block[] {
    const [measure] = data.measures ?? [];
    const drawn = measure === undefined ? null : measureBars(measure, tone, locale, playbook, recent);
    return drawn === null ? [] : [drawn];
  }

  function scores(): Block[] {
    const known = (data.weeklyScores ?? []).filter((score) => score !== null);
    const last = known.at(-1);
    if (known.length < 2 || last === undefined) return [];
    return [weeks({ values: known, caption: say.scores, last: say.scoreNow(last) })];
  }

  function weekly(): Block[] {
    if (data.weekly === undefined) return [];
    const { values } = data.weekly;
    const last = values.at(-1) ?? 0;
    if (data.weekly.of === 'person') {
      const caption = say.activeDays(personIn(locale, data.weekly));
      return [weeks({ values, caption, last: say.lastWeek(last) })];
    }
    const caption = say.weekly(labelOf(data.weekly.event, locale, playbook));
    return [weeks({ values, caption, last: mailWords(locale).weeklyLogins.last(last) })];
  }

  function logins(): Block[] {
    const { none, caption, last } = mailWords(locale).weeklyLogins;
    const values = data.weeklyLogins;
    if (values.every((value) => value === 0)) return [{ type: 'paragraph', text: none }];
    return [weeks({ values, caption, last: last(values.at(-1) as number) })];
  }

  function weeks(bars: { values: number[]; caption: string; last: string }): Block {
    return { type: 'bars', tone, recent, first: say.weeksAgo(bars.values.length), ...bars };
  }
}
