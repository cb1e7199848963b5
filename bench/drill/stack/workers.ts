import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { platform } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

const MOST_PAUSE_IN_MS = 400;

export interface Worker {
  pid: number;
  /** Which function it runs, where the machine tells. */
  function: string | undefined;
}

/** The processes in which a local AWS runs functions: each was started from a file below its folder. */
export function workersIn(folder: string): Worker[] {
  const place = `${realpathSync(folder)}/tmp/`;
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26 }).split(
    '\n',
  );
  return lines.flatMap((line) => {
    const [, pid, args] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    if (args === undefined || !args.includes(place)) return [];
    return [{ pid: Number(pid), function: functionOf(Number(pid)) }];
  });
}

function functionOf(pid: number): string | undefined {
  if (platform !== 'linux') return undefined;
  try {
    return /(?:^|\0)AWS_LAMBDA_FUNCTION_NAME=([^\0]*)/.exec(readFileSync(`/proc/${pid}/environ`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** @returns whether it was still there */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Kills one after the other, whatever it is at, until there is an end to it. Gives how many. */
export async function killWorkers(
  folder: string,
  below: (limit: number) => number,
  until: AbortSignal,
): Promise<number> {
  let killed = 0;
  while (!until.aborted) {
    const workers = workersIn(folder);
    const chosen = workers[below(workers.length)];
    if (chosen !== undefined && signal(chosen.pid, 'SIGKILL')) killed += 1;
    await pause(below(MOST_PAUSE_IN_MS));
  }
  return killed;
}
