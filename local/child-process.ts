import { type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { LocalError } from './local-error.ts';
import { endProcessGroup } from './process-identity.ts';

const startTimeoutInMs = 30_000;
const stopTimeoutInMs = 5_000;

export interface Service {
  name: string;
  /** Leads a process group of its own. */
  pid: number;
  /** Settles when the process is gone, asked to or not. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Called before anything is waited for, so that a process is known even if we are killed meanwhile.
 * @param container what the process runs in Docker, and what may outlive it
 */
export type OnSpawn = (pid: number, container?: string) => void;

export interface ServiceOptions {
  name: string;
  command: string;
  args: string[];
  logFile: string;
  /** Answers 2xx once the service can be used. */
  healthUrl: string;
  spawn?: Pick<SpawnOptions, 'cwd' | 'env'>;
  onSpawn?: OnSpawn;
}

/** Starts a long-running program and waits until it answers. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const log = openSync(options.logFile, 'a');
  // A process group of its own: Ctrl-C at the terminal is ours to handle, and what it started can be ended with it.
  const child = spawn(options.command, options.args, { ...options.spawn, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  if (child.pid !== undefined) options.onSpawn?.(child.pid);
  let isGone = false;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  }).then(() => {
    isGone = true;
  });

  const deadline = Date.now() + startTimeoutInMs;
  while (!isGone && Date.now() < deadline) {
    const answer = await fetch(options.healthUrl, { signal: AbortSignal.timeout(startTimeoutInMs) }).catch(() => null);
    // Should it have ended just now, then somebody else's program answered in its place.
    if (answer?.ok && !isGone && child.pid !== undefined) {
      return { name: options.name, pid: child.pid, exited, stop: () => stopGroup(child.pid, exited) };
    }
    await pause(50);
  }
  await stopGroup(child.pid, exited);
  throw new LocalError('service-not-started', [
    `${options.name} did not come up at ${new URL(options.healthUrl).origin}.`,
    `Its last words: ${readFileSync(options.logFile, 'utf8').trim().split('\n').at(-1) || 'none'}`,
    `All of them: ${options.logFile}`,
  ]);
}

/** A hung program ignores SIGTERM, and an ended one may leave processes behind: its whole group is ended for sure. */
async function stopGroup(pid: number | undefined, exited: Promise<void>): Promise<void> {
  if (pid === undefined) return;
  askToEnd(pid);
  await Promise.race([exited, pause(stopTimeoutInMs, undefined, { ref: false })]);
  endProcessGroup(pid);
  await exited;
}

function askToEnd(pid: number) {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
