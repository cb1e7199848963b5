import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { localClock } from '../domain/time-zone.ts';
import { loadDemo } from './demo/load-demo.ts';
import { demoScreen, emptyScreen } from './first-screen.ts';
import { startInstallation } from './installation.ts';
import { readLocalConfig } from './local-config.ts';
import { LocalError } from './local-error.ts';
import { projectFolder } from './ministack.ts';
import { assertPortsFree, portsFrom, urlOf } from './ports.ts';
import { type Report, reportSteps } from './progress.ts';
import { claimFolder, writeOutputs } from './run-files.ts';
import { StopList } from './stop-list.ts';
import { openStore } from './store.ts';

const usage = `Usage: npm start -- [--empty] [--fresh]
  --empty  without the demo company
  --fresh  forget what an earlier run stored
`;

interface StartOptions {
  empty: boolean;
  fresh: boolean;
}

/** Sets everything up, says what to look at, and stays until it is told to stop. Gives the exit code. */
async function start({ empty, fresh }: StartOptions): Promise<number> {
  const outputsFile = process.env.SAKIMAWARI_OUTPUTS ?? join(projectFolder, '.local', 'outputs.json');
  const folder = dirname(outputsFile);
  const ports = portsFrom(process.env.SAKIMAWARI_PORT);
  const report = reportSteps();
  const stops = new StopList();
  const { interrupted, signal } = listenForInterruption();

  const run = claimFolder(folder, { awsEndpoint: urlOf(ports.aws), mailboxUrl: urlOf(ports.mailbox) });
  stops.add(run.release);
  try {
    await assertPortsFree(ports);
    const store = openStore(join(folder, empty ? 'empty' : 'demo'), { fresh });
    stderr.write(`${store.says}\n`);
    const { outputs, ended } = await startInstallation({
      folder: store.folder,
      ports,
      stops,
      report,
      signal,
      onSpawn: run.recordService,
      onSaved: store.markSaved,
    });
    store.markInUse();

    // Loading uses the operator's command, which has to know where; everybody else waits until all is there.
    const unfinishedFile = join(folder, 'outputs.unfinished.json');
    stops.add(() => rmSync(unfinishedFile, { force: true }));
    writeOutputs(unfinishedFile, outputs);
    process.env.SAKIMAWARI_OUTPUTS = unfinishedFile;
    if (!empty && !store.isResumed) await loadDemoAsOfToday(join(store.folder, 'files'), report, signal);
    const screen = empty ? await emptyScreen(outputs) : await demoScreen(outputs);
    store.markComplete();

    writeOutputs(outputsFile, outputs);
    stdout.write(`\n${screen}\n\nReady. Ctrl-C stops everything and keeps what is stored for the next start.\n`);

    const service = await Promise.race([interrupted, ended]);
    if (service === undefined) return 0;
    throw new LocalError('service-ended', [`${service} has ended by itself.`, `Its log is in ${store.folder}.`]);
  } catch (error) {
    if (signal.aborted) return 0;
    throw error;
  } finally {
    if (signal.aborted) stderr.write('\nStopping …\n');
    await stops.stopAll();
  }
}

async function loadDemoAsOfToday(folder: string, report: Report, signal: AbortSignal) {
  const clock = localClock(readLocalConfig().company.timeZone);
  await loadDemo({ folder, today: clock.dayOf(Date.now()), clock, report, signal });
}

function listenForInterruption() {
  const interruption = new AbortController();
  const interrupted = new Promise<undefined>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(name, () => {
        interruption.abort();
        resolve(undefined);
      });
  });
  return { interrupted, signal: interruption.signal };
}

function readOptions(): StartOptions | undefined {
  try {
    const { values } = parseArgs({ options: { empty: { type: 'boolean' }, fresh: { type: 'boolean' } } });
    return { empty: values.empty === true, fresh: values.fresh === true };
  } catch (error) {
    stderr.write(`${(error as Error).message}\n${usage}`);
    return undefined;
  }
}

// What the SDK says about its future on this machine's Node has nothing to do with what is deployed.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const options = readOptions();
if (!options) process.exitCode = 2;
else
  process.exitCode = await start(options).catch((error) => {
    if (!(error instanceof LocalError)) throw error;
    stderr.write(`\n${error.message}\n`);
    return 1;
  });
