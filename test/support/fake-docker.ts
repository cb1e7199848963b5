import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A `docker` for the path of a test. It knows of images that were built and keeps containers that outlive their client,
 * as an engine does; in each container a server answers every GET with the container's environment.
 */
export class FakeDocker {
  readonly #state: string;
  /** With nothing on it but this `docker`. */
  readonly path: string;

  constructor(folder: string, system = 'Debian GNU/Linux 12 (bookworm)') {
    this.path = join(folder, 'bin');
    this.#state = join(folder, 'engine');
    for (const each of [this.path, this.#state]) mkdirSync(each);
    writeFileSync(join(this.path, 'docker'), clientOf(this.#state, system));
    chmodSync(join(this.path, 'docker'), 0o755);
  }

  /** The command lines so far. */
  lines(): string[] {
    const file = join(this.#state, 'lines');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  }

  isRunning(container: string): boolean {
    return existsSync(join(this.#state, `container-${container}`));
  }
}

const clientOf = (state: string, system: string) => `#!${process.execPath}
const { spawn } = require('node:child_process');
const { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const [command, ...args] = process.argv.slice(2);
const file = (kind, name) => ${JSON.stringify(state)} + '/' + kind + '-' + name.replace(/[^\\w.-]/g, '_');
const refuse = (words) => { console.error('Error response from daemon: ' + words); process.exit(1); };
appendFileSync(${JSON.stringify(state)} + '/lines', process.argv.slice(2).join(' ') + '\\n');

if (command === 'info') console.log(${JSON.stringify(system)});
else if (command === 'image') existsSync(file('image', args.at(-1))) || refuse('No such image: ' + args.at(-1));
else if (command === 'build') writeFileSync(file('image', args[args.indexOf('--tag') + 1]), '');
else if (command === 'run') {
  const name = args[args.indexOf('--name') + 1];
  if (existsSync(file('container', name))) refuse('Conflict. The container name "/' + name + '" is already in use');
  const env = Object.fromEntries(args.flatMap((arg, n) => (arg === '--env' ? [args[n + 1].match(/(.*?)=(.*)/s).slice(1)] : [])));
  const server = 'require("http").createServer((_, r) => r.end(JSON.stringify(process.env))).listen(process.env.GATEWAY_PORT, process.env.BIND_HOST)';
  const container = spawn(process.execPath, ['-e', server], { env, detached: true, stdio: 'ignore' });
  writeFileSync(file('container', name), String(container.pid));
  container.on('exit', () => process.exit(0));
  process.on('SIGTERM', () => container.kill());
} else if (command === 'stop' || command === 'rm') {
  const name = args.at(-1);
  if (!existsSync(file('container', name))) refuse('No such container: ' + name);
  try { process.kill(Number(readFileSync(file('container', name), 'utf8')), 'SIGKILL'); } catch {}
  rmSync(file('container', name));
} else refuse('unknown command');
`;
