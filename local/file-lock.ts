import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts';

/**
 * Runs `work` while no other process on this machine holds `file`. The file names its holder, so a lock whose holder
 * was killed is no lock.
 */
export async function withFileLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  while (!takeLock(file)) await pause(200);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function takeLock(file: string): boolean {
  const holder = readHolder(file);
  if (holder && isRunning(holder)) return false;
  if (holder) rmSync(file, { force: true });
  // Written aside and linked, so that nobody ever reads a lock that names no holder yet.
  const mine = `${file}.${randomUUID()}`;
  writeFileSync(mine, JSON.stringify(identifyProcess(process.pid)));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
