import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LocalOutputs } from '../../local/run-files.ts';
import { projectRoot } from '../support/project.ts';

export interface ServedStack {
  outputs: LocalOutputs;
  stop(): Promise<void>;
}

/** The whole of a tree's build, deployed into a local AWS of its own by the tree's own code. */
export async function serveStack(tree: string): Promise<ServedStack> {
  const script = join(projectRoot, 'bench/load/serve-stack.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, tree], {
    cwd: tree,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const stop = async () => {
    child.stdin.end();
    await ended(child);
  };
  try {
    return { outputs: JSON.parse((await answerOf(child)).outputs), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answerOf(child: ChildProcess & { stdout: NonNullable<ChildProcess['stdout']> }) {
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"outputs"')) return JSON.parse(line) as { outputs: string };
  }
  throw new Error('the stack was not deployed');
}

const ended = (child: ChildProcess) =>
  child.exitCode === null ? new Promise((done) => child.once('exit', done)) : Promise.resolve();
