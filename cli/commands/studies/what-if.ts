import { type Command, InvalidArgumentError } from 'commander';
import { stringify } from 'yaml';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import type { PlaybookProblem } from '../../../domain/playbook/problem.ts';
import type { ValuesRefusal } from '../../../domain/sensitivity/ask-values.ts';
import { type TriedValue, withNearestNames, withValues } from '../../../domain/what-if/changed-playbook.ts';
import type { MailCounts } from '../../../domain/what-if/customer-mails.ts';
import { isOtherwiseCut, type SignalEffect, type WhatIfAnswer } from '../../../domain/what-if/what-if.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import type { OperationRequest } from '../../../functions/operate/operations.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { locateProblems, parsePlaybook } from '../../../playbooks/load.ts';
import { describe } from '../../../playbooks/yaml-source.ts';
import { parseDay } from '../../arguments.ts';
import { readText } from '../../read-text.ts';
import type { Screen } from '../../screen.ts';
import type { Act, Session } from '../../session.ts';
import type { Cell } from '../../table.ts';
import { type AnsweredStudy, outcomeOf } from './study-outcome.ts';
import { valuesForScripts, valuesRefused, valuesText } from './value-comparison.ts';
import { EmptyValueError, valuesIn } from './values-in.ts';

/** What is tried in the place of one value of the playbook: one, or several beside each other. */
interface TriedValues {
  path: string;
  values: unknown[];
}

interface Options {
  set?: TriedValues[];
  playbook?: string;
  from?: string;
  to?: string;
}

export function addWhatIf(program: Command, act: Act): void {
  const whatIf: Command = program
    .command('what-if')
    .description('say what another playbook would have raised over the stored past of all accounts; raises nothing')
    .option(
      '--set <path=value>',
      'a value to try, such as signals.logins-fell.when.tripsAtOrBelow=0.5; several of one number side by side: 0.4,0.5',
      tried,
    )
    .option('--playbook <file>', 'a whole playbook to try')
    .option('--from <date>', 'the first day; a year before the last one unless given', parseDay)
    .option('--to <date>', 'the last day; yesterday unless given', parseDay)
    .action(
      act(async (session: Session, options: Options) => {
        const { set = [], playbook } = options;
        if (set.length === 0 && playbook === undefined) {
          whatIf.error('error: say what is tried: --set PATH=VALUE, or --playbook FILE', { exitCode: 2 });
        }
        const several = set.find(({ values }) => values.length > 1);
        if (several === undefined) return showWhatIf(session, options);
        if (set.length > 1 || playbook !== undefined) {
          whatIf.error(
            `error: several values of ${several.path} are compared by themselves: leave --playbook and any other --set out. ` +
              'Where the comma belongs to a value, put the value in quotes or brackets.',
            { exitCode: 2 },
          );
        }
        return compareValues(session, several, options);
      }),
    );
}

/** Each value is read as in the playbook: a number, a text, a list. */
function tried(text: string, before: TriedValues[] = []): TriedValues[] {
  const at = text.indexOf('=');
  if (at <= 0) throw new InvalidArgumentError('Write the path of the value, =, and the value.');
  const written = text.slice(at + 1);
  try {
    return [...before, { path: text.slice(0, at), values: valuesIn(written) }];
  } catch (error) {
    throw new InvalidArgumentError(
      error instanceof EmptyValueError
        ? `In "${written}" there is a comma without a value beside it.`
        : `"${written}" is no value as a playbook has them.`,
    );
  }
}

/** Several values of one number, beside the one that runs. */
async function compareValues(
  session: Session,
  { path, values }: TriedValues,
  { from, to }: Options,
): Promise<undefined> {
  const { screen, installation } = session;
  const refuse = (refused: ValuesRefusal) => valuesRefused(path, refused, (line) => screen.note(line));
  const base = await runningPlaybook(session);
  const unfit = values.flatMap((value) => {
    const changed = playbookWith(base, [{ path, value }]);
    return 'problems' in changed ? [{ value, problems: changed.problems }] : [];
  });
  if (unfit.length > 0) throw refuse({ why: 'unfit', unfit });
  const study = await outcomeOf(session, async () => {
    const begun = await installation().operate('start-sensitivity', { path, values, from, to });
    if ('refused' in begun) throw refuse(begun.refused);
    return begun.study;
  });
  if (study.answer.accounts === 0) refuseWithoutPast(study.answer);
  screen.show(valuesForScripts(study), () => valuesText(screen, study));
}

async function showWhatIf(session: Session, options: Options): Promise<undefined> {
  const { screen, installation } = session;
  const { from, to, playbook: path, set = [] } = options;
  const file = path === undefined ? undefined : { path, text: await readText(path) };
  const change = await changeOf(
    session,
    file,
    set.map(({ path, values: [value] }) => ({ path, value })),
  );
  const study = await outcomeOf(session, async () => {
    const begun = await installation().operate('start-what-if', { from, to, change });
    if ('problems' in begun) throw unfit(session, file, begun.problems);
    return begun.study;
  });
  if (study.answer.accountDays === 0) refuseWithoutPast(study.answer);
  screen.show(forScripts(study), () => whatIfText(screen, study));
}

interface PlaybookFile {
  path: string;
  text: string;
}

/** Checked as `playbook check` does before it is asked: each problem is told where it stands. */
async function changeOf(
  session: Session,
  file: PlaybookFile | undefined,
  set: TriedValue[],
): Promise<OperationRequest<'start-what-if'>['change']> {
  const base = file === undefined ? await runningPlaybook(session) : checked(session, file);
  if (set.length === 0) return { playbook: base };
  const changed = playbookWith(base, set);
  if ('problems' in changed) throw unfit(session, undefined, changed.problems);
  return file === undefined ? { set } : changed;
}

/** Checked as a file is that says the same. */
function playbookWith(base: Playbook, set: TriedValue[]): { playbook: Playbook } | { problems: PlaybookProblem[] } {
  const changed = withValues(base, set);
  if ('problems' in changed) return changed;
  const { playbook, problems } = parsePlaybook(stringify(changed.written));
  if (playbook !== null) return { playbook };
  const told = problems.map(({ path, message }) => ({ path: [path], message }));
  return { problems: withNearestNames(told, changed.added) };
}

async function runningPlaybook({ installation }: Session): Promise<Playbook> {
  return (await installation().operate('show-playbook', {})).playbook;
}

function checked({ screen }: Session, { path, text }: PlaybookFile): Playbook {
  const { playbook, problems } = parsePlaybook(text);
  if (playbook !== null) return playbook;
  for (const problem of problems) screen.note(describe(path, problem));
  throw notAsked(problems.length);
}

function unfit({ screen }: Session, file: PlaybookFile | undefined, problems: PlaybookProblem[]): OperatorError {
  const lines =
    file === undefined
      ? problems.map(({ path, message }) => `${path.join('.')}: ${message}`)
      : locateProblems(file.text, problems).map((problem) => describe(file.path, problem));
  for (const line of lines) screen.note(line);
  return notAsked(problems.length);
}

function notAsked(problems: number): OperatorError {
  return new OperatorError(
    'playbook-invalid',
    'Nothing was asked.',
    `What is tried has ${counted(problems, 'mistake')}, listed above.`,
    'Mend them, and ask again.',
  );
}

/** Nothing was gone through: where that is for want of a past, it says so. */
function refuseWithoutPast({
  accountsWithoutPast,
  tellableFrom,
  from,
  to,
}: Pick<WhatIfAnswer, 'accountsWithoutPast' | 'tellableFrom' | 'from' | 'to'>): void {
  if (accountsWithoutPast === 0) return;
  const why =
    tellableFrom === null
      ? 'Nothing is on record of the past of any account.'
      : `From ${from} to ${to} nothing is on record of any account: the ledger begins on ${tellableFrom}.`;
  throw new OperatorError(
    'before-the-ledger',
    'Nothing can be told.',
    why,
    'Ask about later days, or import what was so before: sakimawari import ledger FILE',
  );
}

/** As scripts read it. */
function forScripts({ answer, computedInSeconds = 0, failed = [], playbook }: AnsweredStudy<'what-if'>) {
  const { accounts, changes, changesLeftOut, accountDays, signals, weeks, ...rest } = answer;
  return {
    accountDays,
    seconds: computedInSeconds,
    accountDaysASecond: computedInSeconds === 0 ? null : Math.round(accountDays / computedInSeconds),
    signals,
    weeks,
    accounts: changes,
    accountsLeftOut: changesLeftOut,
    accountsLookedAt: accounts,
    ...rest,
    playbook,
    failed,
    assumptions,
  };
}

/** What has to be known to read the figures rightly. */
const assumptions = [
  'Facts are those of each day by the ledger, as it is known today.',
  'What people did then is done in both: notes, answers, tasks that were done. Nothing is raised, and no mail is sent.',
  'Tasks count in the week in which they are raised, for whom the team of today would assign them.',
  'Mails count as the mail policy lets them go; limits that hold over several accounts are not looked at.',
];

function whatIfText(
  screen: Screen,
  { answer, computedInSeconds = 0, failed = [], playbook }: AnsweredStudy<'what-if'>,
) {
  const { from, to, accounts, accountDays, tellableFrom, accountsBegun, accountsWithoutPast } = answer;
  return [
    `${from} to ${to}, beside playbook ${playbook}: ${counted(accounts, 'account')}, ${counted(accountDays, 'account-day')} in ${computedInSeconds.toFixed(1)} s`,
    effectsText(screen, answer),
    ...unknownLines(screen, answer),
    weekTable(screen, answer),
    ...accountTable(screen, answer),
    `At the end of ${to} ${answer.opens} would be open that are not, and ${answer.closes} not that are, had it been so all along.`,
    mailLine(answer),
    ...(tellableFrom !== null && tellableFrom > from ? [`Nothing is on record before ${tellableFrom}.`] : []),
    ...(accountsBegun > 0
      ? [`Of ${counted(accountsBegun, 'account')} the record begins later: their days count from there on.`]
      : []),
    ...(accountsWithoutPast > 0
      ? [screen.tint(`Of ${counted(accountsWithoutPast, 'account')} nothing is on record in this time.`, 'warn')]
      : []),
    ...failed.map(({ accounts: left, examples, reason }) =>
      screen.tint(`Left out: ${counted(left, 'account')} (${examples.join(', ')}): ${reason}`, 'warn'),
    ),
    ...assumptions,
  ].join('\n');
}

const isMoved = ({ before, after, comes, goes }: SignalEffect) => before !== after || comes > 0 || goes > 0;

/** What moves comes first; what nothing is raised of by either is left out. */
export function effectsText(screen: Screen, { signals }: WhatIfAnswer): string {
  const told = Object.entries(signals).filter(([, effect]) => effect.before > 0 || effect.after > 0);
  const rows = told
    .sort(([, a], [, b]) => Number(isMoved(b)) - Number(isMoved(a)))
    .map(([signal, { before, after, comes, goes }]) => [
      signal,
      ...[before, after, comes, goes].map((count) => String(count || '·')),
    ]);
  const table = screen.table(['EPISODES OF', 'BEFORE', 'AFTER', 'COME', 'GO'], rows);
  return told.some(([, effect]) => isOtherwiseCut(effect)) ? `${table}\n${SAME_AS_OTHER}` : table;
}

const SAME_AS_OTHER =
  'An episode that goes on instead of ending and coming back, or that opened before these days, counts as the same: it neither comes nor goes.';

/** A signal without data has not found that nothing is the matter. */
function unknownLines(screen: Screen, { signals }: WhatIfAnswer): string[] {
  const blind = Object.entries(signals).filter(([, { days, unknownDays }]) => days > 0 && unknownDays === days);
  if (blind.length === 0) return [];
  const told = blind.map(([signal, { days, reasons }]) => `${signal} (${days}: ${Object.keys(reasons).join(', ')})`);
  return [screen.tint(`Unknown on every account-day, so that nothing can be told of them: ${told.join('; ')}`, 'warn')];
}

const WEEKS_SHOWN = 12;

/** The weeks in which most is otherwise. */
function weekTable(screen: Screen, { weeks }: WhatIfAnswer): string {
  const moved = weeks.filter(({ before, after }) => before !== after);
  if (moved.length === 0) return 'Nobody has more or less to do in any week.';
  const shown = moved
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.week < b.week ? -1 : 1))
    .slice(0, WEEKS_SHOWN)
    .sort((a, b) => (a.week < b.week ? -1 : a.week > b.week ? 1 : 0));
  const rows = shown.map(({ csm, week, before, after, capacity }): (string | Cell)[] => [
    week,
    csm ?? 'nobody',
    String(before),
    { text: String(after), ...(capacity !== null && after > capacity && { tone: 'bad' as const }) },
    capacity === null ? '–' : String(capacity),
  ]);
  const more = moved.length - shown.length;
  const table = screen.table(['TASKS IN THE WEEK OF', 'FOR', 'BEFORE', 'AFTER', 'POSSIBLE'], rows);
  return more === 0 ? table : `${table}\nand ${more} more that change less (--json lists them all)`;
}

const ACCOUNTS_SHOWN = 20;

function accountTable(screen: Screen, { changes, changesLeftOut }: WhatIfAnswer): string[] {
  if (changes.length === 0) return ['No account comes or goes.'];
  const rows = changes
    .slice(0, ACCOUNTS_SHOWN)
    .map(({ day, account, signal, subject, change }) => [day, change, account, signal, subject ?? '–']);
  const more = changes.length + changesLeftOut - rows.length;
  const table = screen.table(['DAY', '', 'ACCOUNT', 'SIGNAL', 'ABOUT'], rows);
  return [more === 0 ? table : `${table}\nand ${more} more, earlier ones`];
}

function mailLine({ mails: { before, after } }: WhatIfAnswer): string {
  const told = ({ sent, approval, draft }: MailCounts) =>
    `${sent} by themselves, ${approval} once approved, ${draft} by hand`;
  return `Mails to customers before: ${told(before)}; after: ${told(after)}.`;
}
