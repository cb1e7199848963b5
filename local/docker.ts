import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';
import { promisify } from 'node:util';
import { type Service, type ServiceOptions, startService } from './child-process.ts';
import { LocalError } from './local-error.ts';

const run = promisify(execFile);
const answerTimeoutInMs = 30_000;
const buildTimeoutInMs = 900_000;
const stopTimeoutInSeconds = 5;

export interface ContainerOptions extends Pick<ServiceOptions, 'name' | 'logFile' | 'healthUrl' | 'onSpawn'> {
  /** Its name in Docker: one of the same name that was left running is removed. */
  container: string;
  image: string;
  /** The one port that it serves; the same outside and inside. */
  port: number;
  /** @param network how it is connected */
  environment: (network: ContainerNetwork) => Record<string, string>;
}

export interface ContainerNetwork {
  /** Where the container listens, so that it can be reached from this machine and from nowhere else. */
  bindHost: string;
  /** By which name it reaches what listens on this machine's loopback. */
  thisMachine: string;
}

/**
 * The image of the Dockerfile in `folder`, built when there is none of what lies there now. Undefined where Docker isn't
 * installed or its engine doesn't answer.
 */
export async function prepareImage(name: string, folder: string): Promise<string | undefined> {
  if ((await engineSystem()) === undefined) return undefined;
  const image = `${name}:${contentHash(folder)}`;
  if (await succeeds(['image', 'inspect', image])) return image;
  try {
    await run('docker', ['build', '--tag', image, folder], { timeout: buildTimeoutInMs });
  } catch (error) {
    throw new LocalError(
      'image-not-built',
      [
        `Docker could not build ${image} from ${folder}.`,
        lastWords(error),
        'If the network or a mirror is at fault, mend that and start again: what was built so far is kept.',
      ],
      { cause: error },
    );
  }
  return image;
}

/** Runs the image in a container that is gone with its service. */
export async function startContainer(options: ContainerOptions): Promise<Service> {
  const { container, image, port, environment, onSpawn, ...service } = options;
  const { flags, ...network } = await networkFor(port);
  const settings = Object.entries(environment(network)).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
  await removeContainer(container);
  try {
    const client = await startService({
      ...service,
      command: 'docker',
      args: ['run', '--rm', '--init', '--name', container, ...flags, ...settings, image],
      onSpawn: (pid) => onSpawn?.(pid, container),
    });
    return { ...client, stop: () => stopContainer(container).finally(client.stop) };
  } catch (error) {
    await removeContainer(container);
    throw error;
  }
}

/** Ends and removes the container, if there is one. */
export async function removeContainer(name: string): Promise<void> {
  await endContainer(name, ['rm', '--force', name]);
}

/** Ended, it removes itself. */
async function stopContainer(name: string): Promise<void> {
  await endContainer(name, ['stop', '-t', String(stopTimeoutInSeconds), name]);
}

async function endContainer(name: string, args: string[]): Promise<void> {
  try {
    await run('docker', args, { timeout: answerTimeoutInMs });
  } catch (error) {
    const words = lastWords(error);
    if (/no such container/i.test(words)) return;
    throw new LocalError(
      'container-not-ended',
      [`The container ${name} could not be ended.`, words, `Once Docker answers again: \`docker rm --force ${name}\`.`],
      { cause: error },
    );
  }
}

/**
 * An engine on this very machine shares its network, and the container is one more program on loopback. Docker Desktop
 * runs the engine in a machine of its own, also on Linux: there the port is published, on loopback only.
 */
async function networkFor(port: number): Promise<ContainerNetwork & { flags: string[] }> {
  const isOwnMachine = platform === 'linux' && (await engineSystem()) !== 'Docker Desktop';
  if (isOwnMachine) return { flags: ['--network', 'host'], bindHost: '127.0.0.1', thisMachine: '127.0.0.1' };
  return {
    flags: ['--publish', `127.0.0.1:${port}:${port}`],
    bindHost: '0.0.0.0',
    thisMachine: 'host.docker.internal',
  };
}

/** What the engine runs on; undefined when none answers. */
async function engineSystem(): Promise<string | undefined> {
  try {
    const { stdout } = await run('docker', ['info', '--format', '{{.OperatingSystem}}'], {
      timeout: answerTimeoutInMs,
    });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

async function succeeds(args: string[]): Promise<boolean> {
  try {
    await run('docker', args, { timeout: answerTimeoutInMs });
    return true;
  } catch {
    return false;
  }
}

function lastWords(error: unknown): string {
  return (error as { stderr?: string }).stderr?.trim().split('\n').at(-1) || String(error);
}

function contentHash(folder: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}
