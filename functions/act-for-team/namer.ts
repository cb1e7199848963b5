import type { Csm } from '../../domain/account/account.ts';
import { pageWords } from '../pages/words/words.ts';
import type { Reader } from '../team-pages/reader.ts';

/** What colleagues are called, by id, as the reader would call them. */
export function namer(
  { member, locale }: Pick<Reader, 'member' | 'locale'>,
  members: readonly Csm[],
): (id: string | null | undefined) => string {
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const say = pageWords(locale).task;
  return (id) => {
    const name = names.get(id ?? '');
    return id === member.id ? say.you : name === undefined ? say.somebody : say.person(name);
  };
}
