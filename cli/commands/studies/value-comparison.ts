import { LEAST_OUTCOMES } from '../../../domain/backtest/question.ts';
import { groupedBy } from '../../../domain/collections/grouped-by.ts';
import type { UnfitValue, ValuesRefusal } from '../../../domain/sensitivity/ask-values.ts';
import { type SensitivityAnswer, type ValueOutcome, warnedInTime } from '../../../domain/sensitivity/sensitivity.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import type { Screen } from '../../screen.ts';
import type { Cell } from '../../table.ts';
import { countWithInterval } from './share-text.ts';
import type { AnsweredStudy } from './study-outcome.ts';

type Compared = AnsweredStudy<'sensitivity'>;

/** As scripts read it; what an answer about one value has as well is called alike. */
export function valuesForScripts({ question, answer, computedInSeconds = 0, failed = [], playbook }: Compared) {
  const { values, accounts, days, left, ...rest } = answer;
  return {
    accountDays: days,
    seconds: computedInSeconds,
    accountDaysASecond: computedInSeconds === 0 ? null : Math.round(days / computedInSeconds),
    path: pathOf(question),
    values: values.map(({ caught: _, ...one }, n) => ({
      ...one,
      isRunning: one.value === answer.runs,
      tasksAWeek: one.tasks / answer.weeks,
      warnedInTime: warnedInTime(values[n] as ValueOutcome, left),
    })),
    accountsLookedAt: accounts,
    left,
    ...rest,
    playbook,
    failed,
    assumptions,
  };
}

const pathOf = ({ signal, path }: Compared['question']) => `signals.${signal}.${path}`;

/** What has to be known to read the figures rightly. */
const assumptions = [
  'Each value is gone through as a what-if of its own would be; nothing is raised, and no mail is sent.',
  'Tasks are those of all signals, for whom the team of today would assign them.',
  'Alarms are episodes that open; they come or go beside those of the value that runs.',
  'Who left was warned in time where an alarm opened 15 to 104 days before.',
];

export function valuesText(
  screen: Screen,
  { question, answer, computedInSeconds = 0, failed = [], playbook }: Compared,
) {
  const { from, to, accounts, days, tellableFrom, accountsWithoutPast } = answer;
  return [
    `${pathOf(question)}, ${from} to ${to}, playbook ${playbook}: ${counted(accounts, 'account')}, ${counted(days, 'account-day')} in ${computedInSeconds.toFixed(1)} s`,
    valueTable(screen, answer),
    capacityLine(answer),
    ...leftLines(screen, answer),
    ...unknownLine(screen, answer),
    ...(tellableFrom !== null && tellableFrom > from ? [`Nothing is on record before ${tellableFrom}.`] : []),
    ...(accountsWithoutPast > 0
      ? [screen.tint(`Of ${counted(accountsWithoutPast, 'account')} nothing is on record in this time.`, 'warn')]
      : []),
    ...failed.map(({ accounts: those, examples, reason }) =>
      screen.tint(`Left out: ${counted(those, 'account')} (${examples.join(', ')}): ${reason}`, 'warn'),
    ),
    ...assumptions,
  ].join('\n');
}

function valueTable(screen: Screen, { values, runs, weeks, left, peopleWithCapacity }: SensitivityAnswer): string {
  const count = (number: number) => String(number || '·');
  const rows = values.map((one): (string | Cell)[] => [
    one.value === runs ? `${one.value} runs` : String(one.value),
    (one.tasks / weeks).toFixed(1),
    ...(peopleWithCapacity === 0
      ? []
      : [{ text: count(one.overCapacity), ...(one.overCapacity > 0 && { tone: 'bad' as const }) }]),
    count(one.alarms),
    count(one.comes),
    count(one.goes),
    count(one.mails),
    ...(left === 0 ? [] : [countWithInterval(warnedInTime(one, left))]),
  ]);
  const head = [
    ...['VALUE', 'TASKS A WEEK'],
    ...(peopleWithCapacity === 0 ? [] : ['OVER']),
    ...['ALARMS', 'COME', 'GO', 'MAILS'],
    ...(left === 0 ? [] : ['WARNED IN TIME']),
  ];
  return screen.table(head, rows);
}

function capacityLine({ capacity, weeks, peopleWithCapacity }: SensitivityAnswer): string {
  const over = `OVER: of ${counted(peopleWithCapacity, 'colleague')}, those who would have had more than they can do.`;
  if (peopleWithCapacity === 0) return 'Nobody has said how many tasks a colleague can do in a week.';
  if (capacity === null) return `${over} Of others nobody has said what they can do.`;
  return `All who would have had tasks can do ${(capacity / weeks).toFixed(1)} a week together. ${over}`;
}

function leftLines(screen: Screen, { left, leftUnknown }: SensitivityAnswer): string[] {
  const needed = LEAST_OUTCOMES - left;
  return [
    left === 0
      ? 'Nobody left in this time of whom the signal had data: who would have been warned of can’t be told.'
      : needed > 0
        ? screen.tint(`${left} left: too few to tell a rate, ${counted(needed, 'more outcome')} needed.`, 'warn')
        : `${left} left, of whom the signal had data.`,
    ...(leftUnknown > 0 ? [`${leftUnknown} more left while it had no data: they are in no figure.`] : []),
  ];
}

/** A signal without data has not found that nothing is the matter. */
function unknownLine(screen: Screen, { days, unknownDays }: SensitivityAnswer): string[] {
  if (unknownDays === 0) return [];
  if (unknownDays === days) {
    return [screen.tint('The signal had no data on any day, so that nothing can be told of any value.', 'warn')];
  }
  return [`On ${unknownDays} of ${counted(days, 'account-day')} the signal had no data.`];
}

/** Nothing is asked where one value doesn't fit, so that no line of an answer is missing unnoticed. */
export function valuesRefused(path: string, refused: ValuesRefusal, note: (line: string) => void): OperatorError {
  const refuse = (code: string, why: string, mend: string) => new OperatorError(code, 'Nothing was asked.', why, mend);
  switch (refused.why) {
    case 'unfit':
      for (const [said, those] of groupedBy(refused.unfit.flatMap(linesOf), ({ said }) => said))
        note(`${those.map(({ value }) => value).join(', ')}: ${said}`);
      return refuse(
        'playbook-invalid',
        `Of the values ${counted(refused.unfit.length, 'one', 'ones')} can’t be tried, listed above: ${refused.unfit.map(({ value }) => textOf(value)).join(', ')}.`,
        'Leave them out or mend them, and ask again.',
      );
    case 'no-number':
      return refuse(
        'not-comparable',
        `Several values are compared of a number that a signal is tuned by, and ${path} is none.`,
        refused.comparable.length > 0
          ? `Name one of ${refused.comparable.join(', ')}; or put the value in quotes or brackets where the comma is part of it.`
          : 'Name one as signals.NAME.when.…, or put the value in quotes or brackets where the comma is part of it.',
      );
    case 'too-many':
      return refuse(
        'too-many-values',
        `At most ${refused.most} values are compared beside the one that runs.`,
        'Leave some out, or ask twice.',
      );
    case 'same':
      return refuse('same-value', `It runs with ${refused.runs} already.`, 'Name at least one other value.');
  }
}

/** A path that leads nowhere is wrong for every value alike, and told once. */
const linesOf = ({ value, problems }: UnfitValue) =>
  problems.map(({ path, message }) => ({ value: textOf(value), said: `${path.join('.')}: ${message}` }));

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
