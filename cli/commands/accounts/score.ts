import type { Command } from 'commander';
import { type SkippedAccounts, sumOfSkipped } from '../../../domain/evaluation/skipped-accounts.ts';
import { counted } from '../../../functions/operate/commands/installation/counted.ts';
import { OperatorError } from '../../../functions/operate/operator-error.ts';
import { parseDay } from '../../arguments.ts';
import { type Act, allPages, type Session } from '../../session.ts';

const LOOK_EVERY_MS = 250;

export function addScore(program: Command, act: Act): void {
  program
    .command('score')
    .description('start the run that the schedule starts every night, and wait for it')
    .option('--as-of <date>', 'the day it is for, today unless given', parseDay)
    .option('--account <id>', 'only this account')
    .option('--rewind', 'first put accounts back to today that were scored for a day to come')
    .option('--quiet', 'put the days on record; nobody gets a task or a mail for them')
    .option('--from <date>', 'with --quiet: the first of the days up to --as-of', parseDay)
    .action(act(score));
}

interface ScoreOptions {
  asOf?: string;
  account?: string;
  quiet?: true;
  rewind?: true;
  from?: string;
}

async function score(
  session: Session,
  { asOf, account, quiet, rewind, from }: ScoreOptions,
): Promise<number | undefined> {
  if (quiet ? asOf === undefined : from !== undefined) {
    throw new OperatorError(
      'bad-days',
      'Nothing was scored.',
      'Past days can be scored quietly, up to a last one; without --quiet each is scored by itself.',
      'Write --quiet --as-of DATE, and --from DATE for the first of several days.',
    );
  }
  const { screen } = session;
  if (rewind) await rewindAccounts(session, account);
  const quietFrom = quiet && (from ?? asOf);
  const outcomes = await outcomesOfRun(session, { asOf, account, quietFrom });
  const total = {
    asOf: outcomes[0]?.asOf ?? asOf ?? null,
    accounts: outcomes.reduce((sum, outcome) => sum + outcome.accounts, 0),
    opened: outcomes.reduce((sum, outcome) => sum + outcome.opened, 0),
    closed: outcomes.reduce((sum, outcome) => sum + outcome.closed, 0),
    skipped: sumOfSkipped(outcomes.flatMap(({ skipped }) => skipped)),
    failed: sumOfSkipped(outcomes.flatMap(({ failed }) => failed)),
    ...(quiet && { wereScored: outcomes.reduce((sum, outcome) => sum + outcome.wereScored, 0) }),
  };
  screen.show(
    total,
    () =>
      `${counted(total.accounts, 'account')} as of ${total.asOf}: ${counted(total.opened, 'episode')} opened, ${total.closed} closed`,
  );
  for (const skipped of total.skipped) screen.note(sentenceOf(skipped, 'skipped'));
  for (const failed of total.failed) screen.note(sentenceOf(failed, 'not scored'));
  if (total.failed.length === 0) return undefined;
  screen.note('They are left out until they can be scored: sakimawari accounts --failing');
  return 1;
}

/** Those that are known to have been scored ahead, or the one that is named. */
async function rewindAccounts({ installation, screen }: Session, account: string | undefined): Promise<void> {
  const failing =
    account === undefined
      ? await allPages(screen, (from) => installation().operate('list-failing-accounts', { from }))
      : [];
  const ids =
    account === undefined ? failing.filter(({ why }) => why === 'scored-ahead').map((row) => row.account) : [account];
  for (const id of ids) {
    const outcome = await installation().operate('rewind-account', { account: id });
    if (outcome.rewound) screen.note(`${id} was put back from ${outcome.from} to ${outcome.to}`);
    else screen.note(`${id} was not scored ahead: nothing to put back`);
  }
}

/** `koa was skipped: …`, or of many `240 accounts were skipped (aoba, koa, …): …` */
function sentenceOf({ accounts, examples, reason }: SkippedAccounts, what: string): string {
  const more = accounts > examples.length ? ', …' : '';
  return accounts === 1
    ? `${examples[0]} was ${what}: ${reason}`
    : `${counted(accounts, 'account')} were ${what} (${examples.join(', ')}${more}): ${reason}`;
}

/** Starts a run and waits for what its groups of accounts came to. */
export async function outcomesOfRun(
  session: Session,
  input: { asOf?: string | undefined; account?: string | undefined; quietFrom?: string | undefined },
  saying = 'scoring',
) {
  const installation = session.installation();
  const { run } = await installation.operate('start-scoring', input);
  const startedAt = session.now();
  for (;;) {
    const look = await installation.operate('look-at-scoring', { run });
    if (look.status === 'done') return look.outcomes;
    if (look.status === 'failed') {
      throw new OperatorError(
        'scoring-failed',
        'The run did not finish.',
        look.why,
        'What was scored stays; running it again goes on with the rest.',
      );
    }
    session.screen.status(`${saying} for ${Math.round((session.now() - startedAt) / 1000)} s …`);
    await session.sleep(LOOK_EVERY_MS);
  }
}
