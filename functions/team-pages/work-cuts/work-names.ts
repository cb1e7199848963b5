import type { Locale } from '../../../domain/locale/locale.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { NOT_SAID, type WorkCut } from '../../../domain/work-cuts/cut-work.ts';
import { activityIn } from '../../mail/names.ts';
import { cutsWords } from './words/words.ts';

/** What a kind of activity is called: one of the catalogue, or the title of a task. */
export function activityName(activity: string | null, playbook: Playbook | undefined, locale: Locale): string {
  if (activity === null || activity === NOT_SAID) return cutsWords(locale).notSaid;
  return activityIn(locale, activity, playbook);
}

/** What a value of a cut is called. */
export function valueName(cut: WorkCut, value: string, playbook: Playbook | undefined, locale: Locale): string {
  const say = cutsWords(locale);
  switch (cut) {
    case 'activity':
      return activityName(value, playbook, locale);
    case 'scope':
      return own<string>(say.scopes, value) ?? say.notSaid;
    case 'skill':
      return own<string>(say.skills, value) ?? say.notSaid;
    case 'outcome':
      return own<string>(say.outcomes, value) ?? say.notSaid;
    default:
      return own(say.cut.values[cut], value) ?? say.notSaid;
  }
}

function own<Value>(values: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}
