import { Argument, type Command } from 'commander';
import { completionScript, type Shell, shells } from '../../completion.ts';
import type { Act, Session } from '../../session.ts';

export function addCompletion(program: Command, act: Act): void {
  program
    .command('completion')
    .description('write a script that completes this command in a shell')
    .addArgument(new Argument('<shell>', 'which one').choices(shells))
    .action(
      act(async ({ screen }: Session, shell: Shell): Promise<undefined> => {
        const script = completionScript(shell, program);
        screen.show({ shell, script }, () => script.trimEnd());
      }),
    );
}
