import { Command, CommanderError } from 'commander';
import { OperatorError } from '../functions/operate/operator-error.ts';
import { addAccounts } from './commands/accounts.ts';
import { addActivity } from './commands/activity.ts';
import { addSenders, addSuppressed } from './commands/addresses.ts';
import { addAnswer } from './commands/answer.ts';
import { addBackfill } from './commands/backfill.ts';
import { addChat } from './commands/chat.ts';
import { addContact } from './commands/contact.ts';
import { addDataMap } from './commands/data-map.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addHealthList, addNextAction } from './commands/health-list.ts';
import { addImport } from './commands/import.ts';
import { addMails, addOutbox } from './commands/mails.ts';
import { addPlaybook } from './commands/playbook.ts';
import { addPreview } from './commands/preview.ts';
import { addQuarantine } from './commands/quarantine.ts';
import { addRebuild } from './commands/rebuild.ts';
import { addRoadmap } from './commands/roadmap.ts';
import { addScore } from './commands/score.ts';
import { addSendEvents } from './commands/send-events.ts';
import { addSettle } from './commands/settle.ts';
import { addSource } from './commands/source.ts';
import { addStage } from './commands/stage.ts';
import { addTasks } from './commands/tasks.ts';
import type { Installation } from './installation.ts';
import { Screen } from './screen.ts';
import type { Session, Surroundings } from './session.ts';

/** What happens when a command is called; a number it gives is the exit code. */
type Work = (session: Session, ...args: never[]) => Promise<number | undefined>;
/** Makes commander's action of a command's work. */
export type Act = (work: Work) => (...args: unknown[]) => Promise<void>;

const EXPLAINED_FAILURE = 1;
const WRONG_USAGE = 2;

/** Runs one command line. 0: done; 1: a failure that was explained; 2: wrong usage. */
export async function runCommand(args: string[], surroundings: Surroundings): Promise<number> {
  let exitCode = 0;
  const act: Act =
    (work) =>
    async (...given) => {
      const command = given.at(-1) as Command;
      exitCode = (await work(sessionOf(command.optsWithGlobals(), surroundings), ...(given as never[]))) ?? 0;
    };
  try {
    await buildProgram(act, surroundings).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    if (!(error instanceof OperatorError)) throw error;
    surroundings.stderr.write(`${error.what}\n${error.why}\n${error.mend}\n`);
    return EXPLAINED_FAILURE;
  }
}

function sessionOf(options: { json?: boolean; stage?: string }, surroundings: Surroundings): Session {
  let installation: Installation | undefined;
  return {
    fetch: surroundings.fetch,
    now: surroundings.now,
    sleep: surroundings.sleep,
    screen: new Screen(surroundings.stdout, surroundings.stderr, options.json === true),
    installation() {
      installation ??= surroundings.openInstallation(options.stage);
      return installation;
    },
  };
}

function buildProgram(act: Act, { stdout, stderr }: Surroundings): Command {
  const program = new Command('sakimawari')
    .description('Operates an installation of Sakimawari: the local one that "npm start" runs, or a deployed stage.')
    .option('--json', 'write one JSON value to stdout')
    .option('--stage <name>', 'a deployed stage, reached with the usual AWS credentials')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .showHelpAfterError()
    .exitOverride();
  // Subcommands take over what is set before they are added.
  for (const add of [
    addImport,
    addSendEvents,
    addBackfill,
    addRebuild,
    addSettle,
    addScore,
    addExplain,
    addAccounts,
    addTasks,
    addHealthList,
    addNextAction,
    addRoadmap,
    addStage,
    addMails,
    addOutbox,
    addPreview,
    addSuppressed,
    addSenders,
    addChat,
    addAnswer,
    addActivity,
    addContact,
    addSource,
    addQuarantine,
    addPlaybook,
    addDataMap,
    addDoctor,
  ]) {
    add(program, act);
  }
  return program;
}
