import type { Command } from 'commander';
import { type SkippedAccounts, sumOfSkipped } from '../../domain/skipped-accounts.ts';
import { counted } from '../../functions/operate/counted.ts';
import { OperatorError } from '../../functions/operate/operator-error.ts';
import { parseDay } from '../arguments.ts';
import type { Act, Session } from '../session.ts';

const LOOK_EVERY_MS = 250;

export function addScore(program: Command, act: Act): void {
  program
    .command('score')
    .description('start the run that the schedule starts every night, and wait for it')
    .option('--as-of <date>', 'the day it is for, today unless given', parseDay)
    .option('--account <id>', 'only this account')
    .option('--quiet', 'put the days on record; nobody gets a task or a mail for them')
    .option('--from <date>', 'with --quiet: the first of the days up to --as-of', parseDay)
    .action(act(score));
}

interface ScoreOptions {
  asOf?: string;
  account?: string;
  quiet?: true;
  from?: string;
}

async function score(session: Session, { asOf, account, quiet, from }: ScoreOptions): Promise<undefined> {
  if (quiet ? asOf === undefined : from !== undefined) {
    throw new OperatorError(
      'bad-days',
      'Nothing was scored.',
      'Past days can be scored quietly, up to a last one; without --quiet each is scored by itself.',
      'Write --quiet --as-of DATE, and --from DATE for the first of several days.',
    );
  }
  const { screen } = session;
  const quietFrom = quiet && (from ?? asOf);
  const outcomes = await outcomesOfRun(session, { asOf, account, quietFrom });
  const total = {
    asOf: outcomes[0]?.asOf ?? asOf ?? null,
    accounts: outcomes.reduce((sum, outcome) => sum + outcome.accounts, 0),
    opened: outcomes.reduce((sum, outcome) => sum + outcome.opened, 0),
    closed: outcomes.reduce((sum, outcome) => sum + outcome.closed, 0),
    skipped: sumOfSkipped(outcomes.flatMap(({ skipped }) => skipped)),
    ...(quiet && { wereScored: outcomes.reduce((sum, outcome) => sum + outcome.wereScored, 0) }),
  };
  screen.show(
    total,
    () =>
      `${counted(total.accounts, 'account')} as of ${total.asOf}: ${counted(total.opened, 'episode')} opened, ${total.closed} closed`,
  );
  for (const skipped of total.skipped) screen.note(sentenceOf(skipped));
}

/** `koa was skipped: …`, or of many `240 accounts were skipped (aoba, koa, …): …` */
function sentenceOf({ accounts, examples, reason }: SkippedAccounts): string {
  const more = accounts > examples.length ? ', …' : '';
  return accounts === 1
    ? `${examples[0]} was skipped: ${reason}`
    : `${counted(accounts, 'account')} were skipped (${examples.join(', ')}${more}): ${reason}`;
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
