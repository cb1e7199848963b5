/** Names in these scripts are written family name first, whatever the columns of a form are called. */
const FAMILY_NAME_FIRST = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** A person's name as it is written where they are: 山田 太郎, Taro Yamada. Undefined when there is neither part. */
export function fullName(given: string | undefined, family: string | undefined): string | undefined {
  const [first, last] = [given?.trim() ?? '', family?.trim() ?? ''];
  const parts = FAMILY_NAME_FIRST.test(first + last) ? [last, first] : [first, last];
  return parts.filter((part) => part !== '').join(' ') || undefined;
}
