import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { OnSpawn } from './child-process.ts';
import { removeContainer } from './docker.ts';
import { tryLock } from './file-lock.ts';
import { LocalError } from './local-error.ts';
import { endProcessGroup, identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts';

/** What others read to drive a running system; the file's being there means that it is ready. */
export interface LocalOutputs {
  awsEndpoint: string;
  region: string;
  apiUrl: string;
  webUrl: string;
  mailboxUrl: string;
  sources: Record<string, { secret: string }>;
  /** Keys of the first source: for CloudEvents, for Segment's clients, for the HTTP API. */
  token?: string;
  writeKey?: string;
  /** One that may tell facts too. */
  serverWriteKey?: string;
  apiToken?: string;
}

interface RecordedService extends ProcessIdentity {
  container?: string;
}

interface RunRecord {
  starter: ProcessIdentity;
  mailboxUrl: string;
  awsEndpoint: string;
  services: RecordedService[];
}

export interface Run {
  /** Remembers a process and its container, so that the next start can end them should this one be killed. */
  recordService: OnSpawn;
  release(): void;
}

/** Takes the folder for one run. Refuses while another run has it; ends what a killed one has left behind. */
export async function claimFolder(folder: string, urls: { awsEndpoint: string; mailboxUrl: string }): Promise<Run> {
  mkdirSync(folder, { recursive: true });
  const recordFile = join(folder, 'running.json');
  const outputsFile = join(folder, 'outputs.json');
  const earlier = readRecord(recordFile);
  const release = tryLock(join(folder, 'running.lock'));
  if (!release)
    throw new LocalError('already-running', [
      `Sakimawari is already running from this folder${earlier ? ` (process ${earlier.starter.pid})` : ''}.`,
      earlier
        ? `Mailbox ${earlier.mailboxUrl}, AWS ${earlier.awsEndpoint}, the rest in ${outputsFile} once it is ready.`
        : 'It has only just begun to start.',
      'Stop it with Ctrl-C in its terminal, or run a second one from a second clone with another SAKIMAWARI_PORT.',
    ]);

  for (const service of earlier?.services ?? []) await endLeftOver(service);
  rmSync(outputsFile, { force: true });

  const record: RunRecord = { starter: identifyProcess(process.pid) as ProcessIdentity, ...urls, services: [] };
  writeWhole(recordFile, record);
  // Also where this process ends by an error that nobody caught. After an orderly stop there is nothing left to end.
  process.once('exit', () => {
    for (const service of record.services) if (isRunning(service)) endProcessGroup(service.pid);
  });
  return {
    recordService(pid, container) {
      const service = identifyProcess(pid);
      if (service) record.services.push({ ...service, ...(container && { container }) });
      writeWhole(recordFile, record);
    },
    release() {
      rmSync(outputsFile, { force: true });
      rmSync(recordFile, { force: true });
      release();
    },
  };
}

async function endLeftOver(service: RecordedService) {
  if (isRunning(service)) endProcessGroup(service.pid);
  // Its ports are free only once it is gone.
  while (isRunning(service)) await pause(20);
  if (service.container !== undefined) await removeContainer(service.container);
}

/** Written last and at once: a process that waits for this file finds a system that is ready. */
export function writeOutputs(file: string, outputs: LocalOutputs): void {
  writeWhole(file, outputs);
}

function writeWhole(file: string, value: unknown) {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

function readRecord(file: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
