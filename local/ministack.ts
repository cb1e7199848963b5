import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LocalError } from './local-error.ts';
import { preparePython } from './python.ts';

export const projectFolder = join(import.meta.dirname, '..');
export const region = 'ap-northeast-1';
/** MiniStack takes any. Real ones never reach it: its environment holds nothing of the caller's but the path. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

const requirements = join(import.meta.dirname, 'ministack', 'requirements.txt');
const startTimeoutInMs = 30_000;
const stopTimeoutInMs = 5_000;

export interface MiniStackOptions {
  port: number;
  /** Everything it stores and its log. */
  folder: string;
  smtpPort?: number;
}

export interface MiniStack {
  endpoint: string;
  pid: number;
  /** Settles when the process is gone, asked to or not. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

/** The local AWS: one Python process that speaks the AWS APIs on one port of this machine. */
export async function startMiniStack({ port, folder, smtpPort }: MiniStackOptions): Promise<MiniStack> {
  const python = await preparePython(join(projectFolder, '.local', 'python'), requirements);
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  const logFile = join(folder, 'ministack.log');
  const log = openSync(logFile, 'a');
  const child = spawn(python, ['-m', 'ministack'], {
    cwd: folder,
    // A process group of its own: Ctrl-C at the terminal is ours to handle, and its Lambda processes can be ended with it.
    detached: true,
    stdio: ['ignore', log, log],
    env: cleanEnvironment({ port, folder, smtpPort }),
  });
  closeSync(log);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });

  const endpoint = `http://127.0.0.1:${port}`;
  const stop = () => stopGroup(child, exited);
  try {
    await waitUntilHealthy(endpoint, child, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, pid: child.pid as number, exited, stop };
}

/** Lambda processes see the server's whole environment, and an inherited AWS_ENDPOINT_URL would hang a deploy. */
function cleanEnvironment({ port, folder, smtpPort }: MiniStackOptions): NodeJS.ProcessEnv {
  return {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: process.env.HOME,
    LANG: 'C.UTF-8',
    TMPDIR: join(folder, 'tmp'),
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    STATE_DIR: join(folder, 'state'),
    S3_DATA_DIR: join(folder, 's3'),
    MINISTACK_REGION: region,
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
    ...(smtpPort === undefined ? {} : { SMTP_HOST: `127.0.0.1:${smtpPort}` }),
  };
}

async function waitUntilHealthy(endpoint: string, child: ChildProcess, logFile: string) {
  const deadline = Date.now() + startTimeoutInMs;
  while (Date.now() < deadline && child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new LocalError('ministack-not-started', [
    `The local AWS did not come up at ${endpoint}.`,
    `Its last words: ${readFileSync(logFile, 'utf8').trim().split('\n').at(-1) || 'none'}`,
    `All of them: ${logFile}`,
  ]);
}

/** A hung server ignores SIGTERM, and an ended one may leave Lambda processes: the group is what gets ended for sure. */
async function stopGroup(child: ChildProcess, exited: Promise<void>) {
  if (child.pid === undefined) return;
  child.kill('SIGTERM');
  await Promise.race([exited, pause(stopTimeoutInMs, undefined, { ref: false })]);
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {}
  await exited;
}
