import type { Csm, Stage } from '../../../domain/account/account.ts';
import type { Attribute } from '../../../domain/kpis/customer-course.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { mailWords } from '../../mail/words/words.ts';
import { kpisPageWords } from './words/words.ts';

/** What a value of an attribute is called: stages by their words, people by their names, all else as it was reported. */
export function nameIn(locale: Locale, members: readonly Pick<Csm, 'id' | 'name'>[]) {
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const { stages } = mailWords(locale);
  return (attribute: Attribute, value: string): string => {
    if (value === '') return kpisPageWords(locale).cuts.unknown;
    if (attribute === 'stage') return stages[value as Stage] ?? value;
    return (attribute === 'csm' ? names.get(value) : undefined) ?? value;
  };
}
