import { expect, it } from 'vitest';
import { type ActivityAnswer, latestAnswers } from '../../../domain/answers/activity-answer.ts';
import { checkPlaybook } from '../../../domain/playbook/check-playbook.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const said = (contact: string, day: string, expectation: ActivityAnswer['expectation']): ActivityAnswer => ({
  ...{ account: 'a', contact, mail: day, activity: 'training', expectation, day },
});

it('whoever was asked several times has one voice, the last', () => {
  const answers = [
    said('rin', '2026-03-01', 'more'),
    said('rin', '2026-01-01', 'less'),
    said('ken', '2026-02-01', 'less'),
  ];

  expect(latestAnswers(answers).map(({ contact, expectation }) => [contact, expectation])).toEqual([
    ['rin', 'more'],
    ['ken', 'less'],
  ]);
});

const problemsWith = (mail: object) => {
  const [name, template] = Object.entries(defaultPlaybook.emails)[0] as [
    string,
    (typeof defaultPlaybook.emails)[string],
  ];
  const emails = { ...defaultPlaybook.emails, [name]: { ...template, ...mail } };
  return checkPlaybook({ ...defaultPlaybook, emails }).map(({ path, message }) => [path.at(-1), message]);
};

it('a mail asks about a kind of activity that the team has', () => {
  expect(problemsWith({ asks: 'activity', about: 'training' })).toEqual([]);
  expect(problemsWith({ asks: 'activity' })).toEqual([['about', expect.stringContaining('is missing')]]);
  expect(problemsWith({ asks: 'activity', about: 'trainings' })).toEqual([
    ['about', expect.stringContaining('training')],
  ]);
  expect(problemsWith({ asks: 'fit', about: 'training' })).toEqual([
    ['about', expect.stringContaining('asks: activity')],
  ]);
});
