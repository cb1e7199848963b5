import type { Command } from 'commander';
import type { Act, Session } from '../../session.ts';
import { type RemovalOptions, removeStage } from './remove-stage.ts';

export function addRemove(program: Command, act: Act): void {
  program
    .command('remove')
    .description('list everything that a deployed stage consists of, its data too, and remove it once its name is said')
    .option('--list', 'only list')
    .option('--keep-data', 'leave tables, secrets and the event bus for a later deployment')
    .option('--yes <stage>', 'the name of the stage, instead of being asked')
    .action(act(remove));
}

async function remove(session: Session, options: RemovalOptions): Promise<number> {
  return removeStage(await session.stageInAws(), session, options);
}
