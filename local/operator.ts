import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { openInstallation } from '../cli/installation.ts';
import { runCommand } from '../cli/run-command.ts';
import { LocalError } from './local-error.ts';

/** Runs one command of `npx sakimawari`, in this process, and gives what it answers with `--json`. */
export async function operate<Answer = unknown>(...args: string[]): Promise<Answer> {
  const stdout = new Collected();
  const stderr = new Collected();
  const exitCode = await runCommand([...args, '--json'], {
    stdout,
    stderr,
    openInstallation,
    fetch,
    now: Date.now,
    sleep: async (milliseconds) => {
      await sleep(milliseconds);
    },
  });
  if (exitCode !== 0)
    throw new LocalError('command-failed', [
      `\`sakimawari ${args.join(' ')}\` ended with ${exitCode}.`,
      stderr.text.trim() || stdout.text.trim(),
    ]);
  return stdout.text === '' ? (undefined as Answer) : JSON.parse(stdout.text);
}

class Collected extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void) {
    this.text += chunk.toString();
    done();
  }
}
