import type { InEachLanguage } from '../locale/locale.ts';

/** What a number of a condition counts. A `share` is written as 0.6 and read as 60 %. */
export type NumberUnit =
  | 'days'
  | 'months'
  | 'share'
  | 'times'
  | 'people'
  | 'points'
  | 'windows'
  | 'rating'
  | 'episodes'
  | 'tickets';

/** A number that a signal can be tuned by, as pages name it. */
export interface ConditionNumber {
  unit: NumberUnit;
  label: InEachLanguage<string>;
}

/** Where a condition holds a number: the field, or the field within a group of fields. */
type NumberPath<Condition> = Condition extends unknown
  ? {
      [Field in keyof Condition & string]-?: NonNullable<Condition[Field]> extends number
        ? Field
        : NonNullable<Condition[Field]> extends string | boolean | readonly unknown[]
          ? never
          : `${Field}.${NumberPath<NonNullable<Condition[Field]>>}`;
    }[keyof Condition & string]
  : never;

/** Every number of a condition, in the order in which one reads them. */
export type ConditionNumbers<Condition> = Record<NumberPath<Condition>, ConditionNumber>;

/** For kinds that have no number. */
export const noNumbers = {};

export const windowNumber: ConditionNumber = {
  unit: 'days',
  label: { en: 'Length of the window', ja: '見る期間の長さ' },
};

/** Of what is compared with its own earlier level. */
export const levelNumbers = {
  windowInDays: windowNumber,
  baselineWindows: {
    unit: 'windows',
    label: { en: 'Windows before it that make the usual level', ja: '普段の水準を求める、それ以前の期間の数' },
  },
} satisfies Record<string, ConditionNumber>;

export const fallNumbers = {
  tripsAtOrBelow: {
    unit: 'share',
    label: { en: 'Trips at or below this part of the usual level', ja: '発生する水準（普段に対して、この割合以下）' },
  },
  recoversAbove: {
    unit: 'share',
    label: {
      en: 'Recovers above this part of the usual level',
      ja: '回復する水準（普段に対して、この割合を超えたとき）',
    },
  },
} satisfies Record<string, ConditionNumber>;

/** Of a share that trips as it rises. */
export const riseNumbers = {
  tripsAtOrAbove: { unit: 'share', label: { en: 'Trips at or above', ja: '発生する割合（以上）' } },
  recoversBelow: { unit: 'share', label: { en: 'Recovers below', ja: '回復する割合（未満）' } },
} satisfies Record<string, ConditionNumber>;
