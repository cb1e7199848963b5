import type { Command } from 'commander';

/** Before what is to be read as no option; no command line can hold it. */
const MARK = '\0';
/** Made out of a hash: one of 64 begins with a hyphen. Names of options are small letters. */
const ID = /^-[\w-]{11,}$/;
const NAME_OF_AN_OPTION = /^--[a-z][a-z-]*$/;

/** The command line, with ids that begin with a hyphen marked: they would read as options that nobody knows. */
export const withIdsMarked = (args: string[]): string[] =>
  args.map((arg) => (ID.test(arg) && !NAME_OF_AN_OPTION.test(arg) ? MARK + arg : arg));

/** What the command is given has no marks any more. */
export function unmarkIds(command: Command): void {
  command.processedArgs = command.processedArgs.map(unmarked);
  for (const [name, value] of Object.entries(command.opts())) {
    command.setOptionValueWithSource(name, unmarked(value), command.getOptionValueSource(name));
  }
}

function unmarked(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(unmarked);
  return typeof given === 'string' && given.startsWith(MARK) ? given.slice(MARK.length) : given;
}
