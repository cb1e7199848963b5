import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { localClock } from '../domain/time/time-zone.ts';
import { defaultPlaybookFile, demoCompanyAsOf } from './demo/company.ts';
import { loadDemo } from './demo/load-demo.ts';
import { demoScreen, emptyScreen } from './first-screen.ts';
import { startInstallation } from './installation.ts';
import { readLocalConfig } from './local-config.ts';
import { LocalError } from './local-error.ts';
import { projectFolder } from './ministack.ts';
import { operate } from './operator.ts';
import { assertPortsFree, portsFrom, urlOf } from './ports.ts';
import { type Report, reportSteps } from './progress.ts';
import { claimFolder, type LocalOutputs, writeOutputs } from './run-files.ts';
import { serviceEnded } from './service-ended.ts';
import { issueKeys } from './source-keys.ts';
import { StopList } from './stop-list.ts';

const usage = `Usage: npm start -- [--empty] [--fresh]
  --empty  without the demo company: the default playbook, and no accounts
  --fresh  forget what an earlier run stored (so far every start does)
`;

/** Sets everything up, says what to look at, and stays until it is told to stop. Gives the exit code. */
async function start({ empty }: { empty: boolean }): Promise<number> {
  const outputsFile = process.env.SAKIMAWARI_OUTPUTS ?? join(projectFolder, '.local', 'outputs.json');
  const folder = dirname(outputsFile);
  const ports = portsFrom(process.env.SAKIMAWARI_PORT);
  const report = reportSteps();
  const stops = new StopList();
  const { interrupted, signal } = listenForInterruption();

  const run = await claimFolder(folder, { awsEndpoint: urlOf(ports.aws), mailboxUrl: urlOf(ports.mailbox) });
  stops.add(run.release);
  try {
    await assertPortsFree(ports);
    const dataFolder = join(folder, 'data');
    rmSync(dataFolder, { recursive: true, force: true });
    stderr.write('Beginning empty: nothing of an earlier run is kept.\n');
    const { outputs: places, ended } = await startInstallation({
      folder: dataFolder,
      ports,
      stops,
      report,
      signal,
      onSpawn: run.recordService,
    });

    // Loading uses the operator's command, which has to know where; everybody else waits until all is there.
    const unfinishedFile = join(folder, 'outputs.unfinished.json');
    stops.add(() => rmSync(unfinishedFile, { force: true }));
    writeOutputs(unfinishedFile, places);
    process.env.SAKIMAWARI_OUTPUTS = unfinishedFile;
    const outputs: LocalOutputs = { ...places, ...(await issueKeys()) };
    const over = Promise.race([interrupted, endOf(ended, dataFolder)]);
    const screen = empty
      ? await Promise.race([beginEmpty(report, outputs), over])
      : await Promise.race([loadDemoAsOfToday(join(dataFolder, 'demo'), report, outputs), over]);

    writeOutputs(outputsFile, outputs);
    stdout.write(`\n${screen}\n\nReady. Ctrl-C stops everything; the next start begins empty again.\n`);

    return await over;
  } catch (error) {
    if (signal.aborted) return 0;
    throw error;
  } finally {
    await stops.stopAll();
  }
}

async function loadDemoAsOfToday(
  folder: string,
  report: Report,
  { mailboxUrl, awsEndpoint }: LocalOutputs,
): Promise<string> {
  const clock = localClock(readLocalConfig().company.timeZone);
  const today = clock.dayOf(Date.now());
  await loadDemo({ awsEndpoint, folder, today, clock, report });
  return demoScreen(demoCompanyAsOf(today).contacts, mailboxUrl);
}

/** Without a playbook nothing can be evaluated, so that no command would have much to say. */
async function beginEmpty(report: Report, { mailboxUrl }: LocalOutputs): Promise<string> {
  await report('Pushing the default playbook', () => operate('playbook', 'push', defaultPlaybookFile));
  return emptyScreen(mailboxUrl);
}

async function endOf(ended: Promise<string>, dataFolder: string): Promise<never> {
  throw serviceEnded(await ended, dataFolder);
}

/** Both tell the same, to whom awaits it and to whom is handed a signal. */
function listenForInterruption(): { interrupted: Promise<never>; signal: AbortSignal } {
  const interruption = new AbortController();
  const { signal } = interruption;
  const interrupted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  // There are times when nobody awaits it.
  interrupted.catch(() => {});
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      if (!signal.aborted) stderr.write('\nStopping …\n');
      interruption.abort();
    });
  return { interrupted, signal };
}

function readOptions(): { empty: boolean } | undefined {
  try {
    const { values } = parseArgs({ options: { empty: { type: 'boolean' }, fresh: { type: 'boolean' } } });
    return { empty: values.empty === true };
  } catch (error) {
    stderr.write(`${(error as Error).message}\n${usage}`);
    return undefined;
  }
}

// What the SDK says about its future on this machine's Node has nothing to do with what is deployed.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
// A reader that is gone, and a terminal that was closed, are no reason to leave services running.
for (const stream of [stdout, stderr]) stream.on('error', () => {});
const options = readOptions();
if (!options) process.exit(2);
const exitCode = await start(options).catch((error) => {
  if (!(error instanceof LocalError)) throw error;
  stderr.write(`\n${error.message}\n`);
  return 1;
});
// Work that was given up would keep the process until its last retry.
process.exit(exitCode);
