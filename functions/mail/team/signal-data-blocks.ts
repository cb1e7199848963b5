import type { Locale } from '../../../domain/locale/locale.ts';
import { textIn } from '../../../domain/locale/text.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { SignalData } from '../../../domain/signals/signal-data.ts';
import { withoutAnyLinks } from '../customers/links-in-text.ts';
import type { Block, Tone } from '../layout/blocks.ts';
import { onOneLine, shorten } from '../layout/plain-text.ts';
import { labelOf, personInRow, shortName } from '../names.ts';
import { mailWords, taskDataWords } from '../words/words.ts';

const USUAL_WINDOW_IN_DAYS = 28;
const MOST_CHARACTERS_OF_A_COMMENT = 300;

type Row = { label: string; value: string };

/** The values that the last months ended with, and today's; `null` while there are fewer than two. */
export function measureBars(
  { measure, value, monthEnds }: NonNullable<SignalData['measures']>[number],
  tone: Tone,
  locale: Locale,
  playbook: Playbook,
  recent = 1,
): (Extract<Block, { type: 'bars' }> & { values: number[] }) | null {
  const say = taskDataWords(locale);
  const known = monthEnds.filter((end) => end.value !== null);
  const [first] = known;
  if (first === undefined || value === null) return null;
  return {
    type: 'bars',
    tone,
    values: [...known.map((end) => end.value as number), value],
    recent,
    caption: say.measures(labelOf(measure, locale, playbook)),
    first: say.monthEnd(first.month),
    last: say.valueNow(mailWords(locale).number(value)),
  };
}

/** What one looks at for this signal, as tables under headings of their own; empty when there is nothing special. */
export function signalDataBlocks(data: SignalData, locale: Locale, playbook: Playbook): Block[] {
  const days = data.windowInDays ?? USUAL_WINDOW_IN_DAYS;
  const say = taskDataWords(locale);
  const number = (value: number | null | undefined) => (value == null ? say.none : mailWords(locale).number(value));

  return [
    ...table(say.parts, partRows(data, locale, playbook)),
    ...table(
      say.features(days),
      data.features?.map(({ feature, ...use }) => ({
        label: labelOf(feature, locale, playbook),
        value: say.featureUse(use),
      })),
    ),
    ...(data.measures ?? []).flatMap(({ measure, value, limit, monthEnds }) =>
      table(say.measures(labelOf(measure, locale, playbook)), [
        ...monthEnds.map(({ month, value }) => ({ label: say.monthEnd(month), value: number(value) })),
        { label: say.now, value: limit === undefined ? number(value) : say.ofLimit(number(value), limit) },
      ]),
    ),
    ...table(
      say.goal,
      data.goal && [
        ...(data.goal.name === undefined ? [] : [{ label: goalName(data.goal.name), value: '' }]),
        { label: say.goalNow, value: number(data.goal.value) },
        { label: say.goalTarget, value: number(data.goal.target) },
        {
          label: say.goalBy,
          value: data.goal.date === undefined ? say.none : mailWords(locale).longDay(data.goal.date),
        },
      ],
    ),
    ...table(
      say.answers,
      data.answers?.map(({ person, value, comment, day }) => ({
        label: personInRow(locale, { name: person }),
        value: say.answer(
          value,
          day,
          comment && shorten(withoutAnyLinks(onOneLine(comment)), MOST_CHARACTERS_OF_A_COMMENT),
        ),
      })),
    ),
    ...table(
      say.notLoggedIn,
      data.invited?.map(({ person, invitedAt }) => ({
        label: personInRow(locale, { name: person }),
        value: say.invitedOn(invitedAt),
      })),
      data.moreInvited && mailWords(locale).morePeople(data.moreInvited),
    ),
    ...table(
      say.topics(days),
      data.topics?.map(({ subject, count }) => ({ label: shortName(subject), value: say.times(count) })),
    ),
    ...caseBlocks(data, locale),
    ...table(
      say.holds,
      data.holds && [
        { label: data.holds.map((held) => labelOf(held, locale, playbook)).join(say.separator), value: '' },
      ],
      data.moreHolds && mailWords(locale).moreThings(data.moreHolds),
    ),
  ];

  /** A goal without a name goes by its measure, which has one of the playbook's. */
  function goalName(goal: string): string {
    return playbook.measures.includes(goal) ? labelOf(goal, locale, playbook) : shortName(goal);
  }
}

/** What is open in another system, each with its amount: amounts of several currencies are never one number. */
export function caseBlocks({ cases, moreCases }: SignalData, locale: Locale): Block[] {
  if (cases === undefined) return [];
  const say = taskDataWords(locale);
  const rows = cases.rows.map(({ id, since, value, currency }) => ({
    label: id === '' ? say.none : shortName(id),
    value: say.cases.row(value === undefined ? undefined : mailWords(locale).money(value, currency), since),
  }));
  return table(say.cases.heading[cases.kind], rows, moreCases && mailWords(locale).moreThings(moreCases));
}

function table(heading: string, rows: Row[] | undefined, more?: string | 0): Block[] {
  if (rows === undefined || rows.length === 0) return [];
  // What stands for itself needs no second column.
  const isPlain = rows.every(({ value }) => value === '');
  return [
    { type: 'heading', text: heading },
    isPlain ? { type: 'list', items: rows.map(({ label }) => label) } : { type: 'facts', rows },
    ...(more ? [{ type: 'paragraph' as const, text: more }] : []),
  ];
}

/** The parts of the score, the lowest first, with what each was before. */
export function partRows({ healthParts = [] }: SignalData, locale: Locale, playbook: Playbook): Row[] {
  return healthParts.map(({ indicator, mark, before }) => ({
    label: textIn(playbook.health.indicators[indicator]?.label, locale) ?? labelOf(indicator, locale, playbook),
    value: taskDataWords(locale).part(mark, before),
  }));
}
