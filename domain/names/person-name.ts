import { patternWhenAsked } from './pattern-when-asked.ts';

/** Names in these scripts are written family name first, whatever the columns of a form are called. */
const familyNameFirst = patternWhenAsked(
  String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]`,
);

/** A person's name as it is written where they are: 山田 太郎, Taro Yamada. Undefined when there is neither part. */
export function fullName(given: string | undefined, family: string | undefined): string | undefined {
  const [first, last] = [given?.trim() ?? '', family?.trim() ?? ''];
  const parts = familyNameFirst().test(first + last) ? [last, first] : [first, last];
  return parts.filter((part) => part !== '').join(' ') || undefined;
}
