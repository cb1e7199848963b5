import { expect, it } from 'vitest';
import * as z from 'zod';
import { type ConditionKind, nothingToCheck } from '../../../domain/signals/condition-kind.ts';
import { noNumbers } from '../../../domain/signals/condition-number.ts';

const schema = z.strictObject({ kind: z.literal('seats-released') });
type SeatsReleased = ConditionKind<typeof schema, object>;
const words = { headline: 'seats released', number: '3', text: 'seats released' };
const whole: SeatsReleased = {
  kind: 'seats-released',
  schema,
  subject: 'account',
  read: () => [],
  standsUntil: () => '9999-12-31',
  history: () => ({ days: 0 }),
  needs: () => [],
  check: nothingToCheck,
  numbers: noNumbers,
  figures: () => ({}),
  words: { en: () => words, ja: () => words },
  data: () => ({}),
  chart: () => null,
};

it('a kind of condition that leaves a part out does not compile', () => {
  const { history: _history, ...withoutHistory } = whole;
  const { check: _check, ...withoutCheck } = whole;
  const { numbers: _numbers, ...withoutNumbers } = whole;
  const { words: _words, ...withoutWords } = whole;
  const { data: _data, ...withoutData } = whole;
  const { chart: _chart, ...withoutChart } = whole;
  // @ts-expect-error: which usage a reading looks at
  const first: SeatsReleased = withoutHistory;
  // @ts-expect-error: bounds on the wrong side
  const second: SeatsReleased = withoutCheck;
  // @ts-expect-error: its words in any language
  const third: SeatsReleased = withoutWords;
  // @ts-expect-error: the data of a task
  const fourth: SeatsReleased = withoutData;
  // @ts-expect-error: what is drawn
  const fifth: SeatsReleased = withoutChart;
  // @ts-expect-error: what it can be tuned by
  const seventh: SeatsReleased = withoutNumbers;
  // @ts-expect-error: its words in one of the languages
  const sixth: SeatsReleased = { ...whole, words: { en: () => words } };
  expect([first, second, third, fourth, fifth, sixth, seventh]).toHaveLength(7);
});
