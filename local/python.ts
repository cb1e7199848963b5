import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withFileLock } from './file-lock.ts';
import { LocalError } from './local-error.ts';

const run = promisify(execFile);
const installTimeoutInMs = 180_000;
const oldestMinor = 10;
const candidates = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

export const neededPython = `Python 3.${oldestMinor} or newer with venv and pip`;

/**
 * The Python of an environment of the project's own in `folder`, with exactly what `requirements` lists. Made once;
 * made again when the list changes. Several processes may ask at the same time. Undefined where neither venv nor uv can
 * make one.
 */
export async function preparePython(folder: string, requirements: string): Promise<string | undefined> {
  const python = join(folder, 'bin', 'python');
  const marker = join(folder, 'installed');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const isReady = () => existsSync(python) && existsSync(marker) && readFileSync(marker, 'utf8') === wanted;

  if (isReady()) return python;
  mkdirSync(join(folder, '..'), { recursive: true });
  return withFileLock(`${folder}.lock`, async () => {
    if (isReady()) return python;
    rmSync(folder, { recursive: true, force: true });
    if (!(await installWithVenv(folder, python, requirements)) && !(await installWithUv(folder, python, requirements)))
      return undefined;
    writeFileSync(marker, wanted);
    return python;
  });
}

async function installWithVenv(folder: string, python: string, requirements: string): Promise<boolean> {
  const base = await findPython();
  if (!base) return false;
  try {
    await run(base, ['-m', 'venv', folder], { timeout: installTimeoutInMs });
    await run(python, ['-m', 'pip', '--version']);
  } catch {
    // Debian splits venv's pip off into a package of its own; what a failed attempt left would confuse the next.
    rmSync(folder, { recursive: true, force: true });
    return false;
  }
  // What is used gets compiled then: most of it never is.
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-compile'];
  await install(python, pip, requirements);
  return true;
}

async function installWithUv(folder: string, python: string, requirements: string): Promise<boolean> {
  try {
    await run('uv', ['venv', '--quiet', '--python', `>=3.${oldestMinor}`, folder], { timeout: installTimeoutInMs });
  } catch {
    return false;
  }
  await install('uv', ['pip', 'install', '--quiet', '--python', python], requirements);
  return true;
}

async function install(command: string, args: string[], requirements: string) {
  try {
    await run(command, [...args, '--require-hashes', '--requirement', requirements], { timeout: installTimeoutInMs });
  } catch (error) {
    throw new LocalError(
      'python-install-failed',
      [
        `What ${requirements} lists could not be installed.`,
        lastLine((error as { stderr?: string }).stderr) ?? String(error),
        'If the network or a package mirror is at fault, mend that and start again: nothing half-done stays.',
      ],
      { cause: error },
    );
  }
}

async function findPython(): Promise<string | undefined> {
  for (const candidate of candidates) {
    try {
      await run(candidate, ['-c', `import sys; sys.exit(sys.version_info < (3, ${oldestMinor}))`]);
      return candidate;
    } catch {}
  }
  return undefined;
}

function lastLine(text: string | undefined): string | undefined {
  return text?.trim().split('\n').at(-1);
}
