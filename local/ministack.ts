import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type OnSpawn, type Service, startService } from './child-process.ts';
import { type ContainerNetwork, startContainer } from './docker.ts';
import { urlOf } from './ports.ts';
import { type PythonRuntime, prepareRuntime } from './python-runtime.ts';

export const projectFolder = join(import.meta.dirname, '..');
export const region = 'ap-northeast-1';
/** MiniStack takes any. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

const name = 'The local AWS';

export interface MiniStackOptions {
  runtime: PythonRuntime;
  port: number;
  /** Everything it stores and its log. */
  folder: string;
  smtpPort?: number;
  onSpawn?: OnSpawn;
}

export interface MiniStack extends Service {
  endpoint: string;
}

/** Made once; asked again, it is there at once. */
export function prepareMiniStack(pythonFolder = join(projectFolder, '.local', 'python')): Promise<PythonRuntime> {
  const source = join(import.meta.dirname, 'ministack');
  return prepareRuntime({ name, source, pythonFolder, image: 'sakimawari-ministack' });
}

/** The local AWS: one Python process that speaks the AWS APIs on one port of this machine. */
export async function startMiniStack(options: MiniStackOptions): Promise<MiniStack> {
  const { runtime } = options;
  const endpoint = urlOf(options.port);
  const common = {
    name,
    logFile: join(options.folder, 'ministack.log'),
    healthUrl: `${endpoint}/_ministack/health`,
    onSpawn: options.onSpawn,
  };
  mkdirSync(options.folder, { recursive: true });
  const service =
    'python' in runtime
      ? await startService({ ...common, ...programOf(runtime.python, options) })
      : await startContainer({ ...common, ...containerOf(runtime.image, options) });
  return { ...service, endpoint };
}

function programOf(python: string, options: MiniStackOptions) {
  const temporary = join(options.folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  // Lambda processes start from a script in there; below this project's own package.json it would count as an ES module.
  writeFileSync(join(temporary, 'package.json'), '{ "type": "commonjs" }');
  // Nothing of the caller's but the path: Lambda processes see the server's whole environment, and an inherited
  // AWS_ENDPOINT_URL would hang a deploy.
  const env = {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: process.env.HOME,
    TMPDIR: temporary,
    ...settingsOf(options, { folder: options.folder, bindHost: '127.0.0.1', thisMachine: '127.0.0.1' }),
  };
  return { command: python, args: ['-m', 'ministack'], spawn: { cwd: options.folder, env } };
}

/** All it stores stays inside, and is gone with it: every start begins empty. */
function containerOf(image: string, options: MiniStackOptions) {
  const name = `sakimawari-${createHash('sha256').update(options.folder).digest('hex').slice(0, 12)}`;
  return {
    container: name,
    image,
    port: options.port,
    environment: (network: ContainerNetwork) => settingsOf(options, { folder: '/tmp', ...network }),
  };
}

function settingsOf(
  { port, smtpPort }: MiniStackOptions,
  { folder, bindHost, thisMachine }: ContainerNetwork & { folder: string },
): Record<string, string> {
  return {
    LANG: 'C.UTF-8',
    BIND_HOST: bindHost,
    GATEWAY_PORT: String(port),
    // Not PERSIST_STATE: it keeps how far the streams were read but not what is in them, so that after a restart the
    // functions behind them would wait for thousands of changes before they see one.
    STATE_DIR: `${folder}/state`,
    S3_DATA_DIR: `${folder}/s3`,
    MINISTACK_REGION: region,
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
    ...(smtpPort === undefined ? {} : { SMTP_HOST: `${thisMachine}:${smtpPort}` }),
  };
}
