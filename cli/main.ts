import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './ask.ts';
import { openInstallation } from './installation.ts';
import { runCommand } from './run-command.ts';

// The SDK's notice about coming versions is nothing that an operator could act on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// A reader that has seen enough (`| head`) closes the pipe; that is no failure of the command.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const pause = async (milliseconds: number) => {
  await sleep(milliseconds);
};

process.exitCode = await runCommand(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  openInstallation,
  // Its clients of AWS are loaded only for this.
  openStageInAws: async (stage) => (await import('./commands/installation/stage-in-aws.ts')).stageInAws(stage, pause),
  openTablesInAws: async (stage) => (await import('./commands/installation/tables-in-aws.ts')).tablesInAws(stage),
  fetch,
  now: Date.now,
  ...(process.stdin.isTTY && { ask }),
  sleep: pause,
  user: signedIn(),
  interruption,
});

function interruption(): AbortSignal {
  const pressed = new AbortController();
  process.once('SIGINT', () => pressed.abort());
  return pressed.signal;
}

/** In a container there may be nobody by that number. */
function signedIn(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
