import type { Locale } from '../../../domain/locale/locale.ts';
import { NOT_NAMED, type SurveyVoice } from '../../../domain/surveys/survey-report.ts';
import { csvFileIfItFits } from '../csv.ts';
import { mapWords } from '../map/words/words.ts';
import type { TeamFile } from '../team-page.ts';
import { aboutOf, partName, type SurveyPageFacts } from './survey-page.ts';
import { surveyPageWords } from './words/words.ts';

/** The answers for a spreadsheet; `null` where a file has no room for them. */
export function surveyFile(
  voices: readonly SurveyVoice[],
  { playbook, nameOfAccount, nameOfContact }: Pick<SurveyPageFacts, 'playbook' | 'nameOfAccount' | 'nameOfContact'>,
  today: string,
  locale: Locale,
): TeamFile | null {
  const { file, voices: say } = surveyPageWords(locale);
  const { columns } = say;
  const headings = [
    ...[columns.day, file.id, columns.account, file.contactId, columns.contact, file.role, file.segment],
    ...[columns.about, file.expectation, file.score, columns.comment, say.hasLeft],
  ];
  const rows = voices.map((voice) => {
    const { ask, given } = voice;
    return [
      ...[given.day, given.account, nameOfAccount(given.account), given.contact],
      nameOfContact(given.account, given.contact),
      partName('role', ask?.role ?? NOT_NAMED, playbook, locale),
      partName('segment', ask?.segment ?? 'unknown', playbook, locale),
      partName('activity', aboutOf(voice), playbook, locale),
      'expectation' in given ? mapWords(locale).expectations[given.expectation] : null,
      'score' in given ? given.score : null,
      given.comment,
      given.hasLeft === true ? 1 : 0,
    ];
  });
  return csvFileIfItFits(`survey-${today}.csv`, headings, rows);
}
