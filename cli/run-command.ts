import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { OperatorError } from '../functions/operate/operator-error.ts';
import { unmarkIds, withIdsMarked } from './ids-as-operands.ts';
import type { Installation } from './installation.ts';
import { Screen } from './screen.ts';
import type { Act, Session, Surroundings } from './session.ts';

/** In the order of the help. A command is loaded when it is named, so that each starts fast. */
const COMMANDS: Record<string, () => Promise<(program: Command, act: Act) => void>> = {
  import: async () => (await import('./commands/import/import.ts')).addImport,
  'send-events': async () => (await import('./commands/events/send-events.ts')).addSendEvents,
  backfill: async () => (await import('./commands/events/backfill.ts')).addBackfill,
  rebuild: async () => (await import('./commands/events/rebuild.ts')).addRebuild,
  settle: async () => (await import('./commands/events/settle.ts')).addSettle,
  score: async () => (await import('./commands/accounts/score.ts')).addScore,
  explain: async () => (await import('./commands/accounts/explain.ts')).addExplain,
  accounts: async () => (await import('./commands/accounts/accounts.ts')).addAccounts,
  tasks: async () => (await import('./commands/tasks/tasks.ts')).addTasks,
  digest: async () => (await import('./commands/reports/digest.ts')).addDigest,
  kpis: async () => (await import('./commands/reports/kpis.ts')).addKpis,
  effects: async () => (await import('./commands/studies/effects.ts')).addEffects,
  'what-if': async () => (await import('./commands/studies/what-if.ts')).addWhatIf,
  backtest: async () => (await import('./commands/studies/backtest.ts')).addBacktest,
  ltv: async () => (await import('./commands/reports/ltv.ts')).addLtv,
  'health-list': async () => (await import('./commands/reports/health-list.ts')).addHealthList,
  'next-action': async () => (await import('./commands/reports/health-list.ts')).addNextAction,
  ledger: async () => (await import('./commands/accounts/ledger.ts')).addLedger,
  reason: async () => (await import('./commands/accounts/reason.ts')).addReason,
  roadmap: async () => (await import('./commands/accounts/roadmap.ts')).addRoadmap,
  stage: async () => (await import('./commands/accounts/stage.ts')).addStage,
  mails: async () => (await import('./commands/mails/mails.ts')).addMails,
  outbox: async () => (await import('./commands/mails/mails.ts')).addOutbox,
  preview: async () => (await import('./commands/playbook/preview.ts')).addPreview,
  suppressed: async () => (await import('./commands/mails/addresses.ts')).addSuppressed,
  senders: async () => (await import('./commands/mails/addresses.ts')).addSenders,
  chat: async () => (await import('./commands/installation/chat.ts')).addChat,
  crm: async () => (await import('./commands/crm/crm.ts')).addCrm,
  answer: async () => (await import('./commands/tasks/answer.ts')).addAnswer,
  'sign-in': async () => (await import('./commands/team/sign-in.ts')).addSignIn,
  'sign-out': async () => (await import('./commands/team/sign-out.ts')).addSignOut,
  activity: async () => (await import('./commands/tasks/activity.ts')).addActivity,
  contact: async () => (await import('./commands/accounts/contact.ts')).addContact,
  account: async () => (await import('./commands/personal-data/account.ts')).addAccount,
  person: async () => (await import('./commands/personal-data/person.ts')).addPerson,
  users: async () => (await import('./commands/accounts/users.ts')).addUsers,
  source: async () => (await import('./commands/sources/source.ts')).addSource,
  quarantine: async () => (await import('./commands/quarantine/quarantine.ts')).addQuarantine,
  playbook: async () => (await import('./commands/playbook/playbook.ts')).addPlaybook,
  'data-map': async () => (await import('./commands/sources/data-map.ts')).addDataMap,
  audit: async () => (await import('./commands/audit/audit.ts')).addAudit,
  migrate: async () => (await import('./commands/installation/migrate.ts')).addMigrate,
  doctor: async () => (await import('./commands/installation/doctor.ts')).addDoctor,
  restore: async () => (await import('./commands/installation/restore.ts')).addRestore,
  remove: async () => (await import('./commands/installation/remove.ts')).addRemove,
  completion: async () => (await import('./commands/installation/completion.ts')).addCompletion,
};
/** Named with these, every command has something to say. */
const ABOUT_ALL = ['--help', '-h', 'completion'];

const { version }: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

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
    await (await buildProgram(args, act, surroundings)).parseAsync(withIdsMarked(args), { from: 'user' });
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
    ...(surroundings.ask && { ask: surroundings.ask }),
    async stageInAws() {
      if (options.stage !== undefined && surroundings.openStageInAws) return surroundings.openStageInAws(options.stage);
      throw noStage();
    },
    async tablesInAws() {
      if (options.stage !== undefined && surroundings.openTablesInAws) {
        return surroundings.openTablesInAws(options.stage);
      }
      throw noStage();
    },
    ...(surroundings.user !== undefined && { user: surroundings.user }),
    ...(surroundings.interruption && { interruption: surroundings.interruption }),
    screen: new Screen(surroundings.stdout, surroundings.stderr, options.json === true),
    installation() {
      installation ??= inTheNameOf(surroundings.user, surroundings.openInstallation(options.stage));
      return installation;
    },
  };
}

function noStage(): OperatorError {
  return new OperatorError(
    'no-stage',
    'There is no deployed stage to look at.',
    'No stage was named; the local installation ends with its "npm start".',
    'Name the deployed stage: sakimawari --stage prod …',
  );
}

/** The installation, told with all that is asked of it who asks. */
function inTheNameOf(user: string | undefined, installation: Installation): Installation {
  if (user === undefined) return installation;
  return { ...installation, operate: (name, request) => installation.operate(name, request, user) };
}

async function buildProgram(args: string[], act: Act, { stdout, stderr }: Surroundings): Promise<Command> {
  const program = new Command('sakimawari')
    .description('Operates an installation of Sakimawari: the local one that "npm start" runs, or a deployed stage.')
    .version(version, '--version', 'say which version this is')
    .option('--json', 'write one JSON value to stdout')
    .option('--stage <name>', 'a deployed stage, reached with the usual AWS credentials')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .showHelpAfterError()
    .hook('preAction', (_, command) => unmarkIds(command))
    .exitOverride();
  // Subcommands take over what is set before they are added.
  for (const name of commandsFor(args)) (await COMMANDS[name]?.())?.(program, act);
  return program;
}

/** Those that are named; all of them for help and completion, and for what names none. */
function commandsFor(args: string[]): string[] {
  const all = Object.keys(COMMANDS);
  const named = all.filter((name) => args.includes(name));
  return named.length === 0 || ABOUT_ALL.some((word) => args.includes(word)) ? all : named;
}
