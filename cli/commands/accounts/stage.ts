import { Argument, type Command } from 'commander';
import { type Stage, stages } from '../../../domain/account/account.ts';
import type { Act, Session } from '../../session.ts';

export function addStage(program: Command, act: Act): void {
  program
    .command('stage')
    .description('put an account into a stage by hand')
    .argument('<account>')
    .addArgument(new Argument('<stage>', 'where it is now').choices(stages))
    .requiredOption('--reason <text>', 'why; it is kept with what was done for the account')
    .action(act(moveStage));
}

async function moveStage(
  session: Session,
  account: string,
  stage: Stage,
  { reason }: { reason: string },
): Promise<undefined> {
  const moved = await session.installation().operate('move-stage', { account, stage, reason });
  session.screen.show(moved, () => {
    const told = `${moved.account}: from ${moved.from ?? 'no stage'} to ${moved.stage}`;
    const whole = moved.current === moved.stage ? told : `${told}, once its ${moved.current} is over`;
    return `${whole}\n${moved.page}`;
  });
}
