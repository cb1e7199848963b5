import type { Speak } from '../../../../domain/locale/words.ts';
import { plural } from '../../../mail/words/en.ts';
import type { SignalsPageWords } from './sections.ts';

export const signalsPage: Speak<SignalsPageWords> = (style) => ({
  heading: 'Signals',
  lead: (raised, done, weeks) =>
    `${plural(style, raised, 'task')} raised in the last ${plural(style, weeks, 'week')}, ${style.number(done)} of them done.`,
  outruns: (signal, ignored, raised) => ({
    heading: `“${signal}” raises more than people get done`,
    lead: `Nobody did anything about ${style.number(ignored)} of its ${plural(style, raised, 'task')} of the last four weeks. Have it raised less often, or give it to somebody with more time.`,
  }),
  none: {
    heading: 'Nothing counted yet',
    lead: 'What becomes of the signals’ tasks is counted every night. Look again tomorrow.',
  },
  quiet: (weeks) =>
    `No signal raised a task in the last ${plural(style, weeks, 'week')}. That is good news, or data is missing: see below.`,
  countedAt: (moment) => `Counted ${moment}; what was done since then is in it tomorrow.`,
  stale: 'The last nights brought no new count: ask whoever operates this.',
  about:
    'Done: by a person, or answered by the customer. Ignored: nobody did anything until it was due, or until it had closed by itself. Precision: how many of the team’s words on a signal were “useful”, with what chance alone makes of it (95% interval).',
  columns: {
    signal: 'Signal',
    byWeek: 'By week',
    aWeek: 'A week',
    raised: 'Raised',
    done: 'Done',
    ignored: 'Ignored',
    words: 'Word of the team',
    precision: 'Precision',
    caught: 'Warned in time',
    data: 'Data',
  },
  word: {
    useful: (count) => `${style.number(count)} useful`,
    'too-early': (count) => `${style.number(count)} too early`,
    'false-alarm': (count) => plural(style, count, 'false alarm'),
  },
  noWord: 'none yet',
  precision: (share, useful, words, low, high) =>
    `${share} (${style.number(useful)} of ${style.number(words)}; ${low} to ${high})`,
  fewWords: (useful, words) => `${style.number(useful)} of ${style.number(words)}, too few for a rate`,
  ofRaised: (count, raised) => `${style.number(count)} of ${style.number(raised)}`,
  data: { on: 'arrives', partly: 'arrives in part', off: 'does not arrive' },
  missing: (named, more) => `missing: ${named.join(', ')}${more > 0 ? ` and ${style.number(more)} more` : ''}`,
  retired: 'no longer in the playbook',
  side: { risk: 'Risk', opportunity: 'Opportunity', service: 'Coming up' },
  whole: 'Week by week',
  one: {
    lead: (weeks) => `What became of its tasks in ${plural(style, weeks, 'week')}.`,
    week: 'Week',
    weekOf: (day) => `of ${style.day(day)}`,
    tasks: 'Its open tasks',
    back: 'All signals',
    nothing: 'It has raised no task yet.',
    byWeek: 'Tasks raised, week by week',
  },
});
