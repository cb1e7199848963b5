import type { LoggedWork } from '../../../domain/activities/work-log.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { Day } from '../../../domain/time/day.ts';
import { csvFileIfItFits } from '../csv.ts';
import type { TeamFile } from '../team-page.ts';
import { type ActivitiesFacts, howOf, whatOf } from './activities-page.ts';
import { activitiesWords } from './words/words.ts';

/** All that was found, for a spreadsheet; `null` where a file has no room for it. */
export function activitiesFile(
  work: readonly LoggedWork[],
  { playbook, members, nameOf, today }: Pick<ActivitiesFacts, 'playbook' | 'members' | 'nameOf'> & { today: Day },
  locale: Locale,
): TeamFile | null {
  const { columns, file, initiatives, outcomes, scopes, skills } = activitiesWords(locale);
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const headings = [
    ...[columns.day, file.id, columns.account, columns.what, file.how, file.minutes, file.initiative],
    ...[file.scope, file.skill, columns.outcome, file.replies, columns.by],
  ];
  const rows = work.map((one) => [
    ...[one.day, one.account, nameOf(one.account), whatOf(one, playbook, locale), howOf(one, locale), one.minutes],
    one.initiative && initiatives[one.initiative],
    one.scope && scopes[one.scope],
    one.skill && skills[one.skill],
    one.outcome && outcomes[one.outcome],
    one.replies,
    one.by === null ? null : (names.get(one.by) ?? one.by),
  ]);
  return csvFileIfItFits(`activities-${today}.csv`, headings, rows);
}
