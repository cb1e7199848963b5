import type { Command } from 'commander';
import { counted } from '../../functions/operate/counted.ts';
import { OperatorError } from '../../functions/operate/operator-error.ts';
import { parseDay } from '../arguments.ts';
import type { Act } from '../run-command.ts';
import type { Session } from '../session.ts';

const LOOK_EVERY_MS = 250;

export function addScore(program: Command, act: Act): void {
  program
    .command('score')
    .description('start the run that the schedule starts every night, and wait for it')
    .option('--as-of <date>', 'the day it is for, today unless given', parseDay)
    .option('--account <id>', 'only this account')
    .action(act(score));
}

async function score(session: Session, options: { asOf?: string; account?: string }): Promise<undefined> {
  const { screen } = session;
  const { asOf, account } = options;
  const outcomes = await outcomesOfRun(session, { asOf, account });
  const total = {
    asOf: outcomes[0]?.asOf ?? asOf ?? null,
    accounts: outcomes.reduce((sum, outcome) => sum + outcome.accounts, 0),
    opened: outcomes.reduce((sum, outcome) => sum + outcome.opened, 0),
    closed: outcomes.reduce((sum, outcome) => sum + outcome.closed, 0),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
  };
  screen.show(
    total,
    () =>
      `${counted(total.accounts, 'account')} as of ${total.asOf}: ${counted(total.opened, 'episode')} opened, ${total.closed} closed`,
  );
  for (const { account: id, reason } of total.skipped) screen.note(`${id} was skipped: ${reason}`);
}

async function outcomesOfRun(session: Session, input: { asOf?: string | undefined; account?: string | undefined }) {
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
    session.screen.status(`scoring for ${Math.round((session.now() - startedAt) / 1000)} s …`);
    await session.sleep(LOOK_EVERY_MS);
  }
}
