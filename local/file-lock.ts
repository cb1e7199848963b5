import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts';

/** Runs `work` while no other process on this machine holds `file`. */
export async function withFileLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  let release = tryLock(file);
  while (!release) {
    await pause(200);
    release = tryLock(file);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/** The file names its holder, so that a lock whose holder was killed is no lock. */
export function tryLock(file: string): (() => void) | undefined {
  const holder = readHolder(file);
  if (holder && isRunning(holder)) return undefined;
  if (holder) rmSync(file, { force: true });
  // Written aside and linked, so that nobody ever reads a lock that names no holder yet.
  const mine = `${file}.${randomUUID()}`;
  writeFileSync(mine, JSON.stringify(identifyProcess(process.pid)));
  try {
    linkSync(mine, file);
    return () => rmSync(file, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
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
