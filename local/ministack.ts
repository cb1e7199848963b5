import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type Service, startService } from './child-process.ts';
import { urlOf } from './ports.ts';
import { preparePython } from './python.ts';

export const projectFolder = join(import.meta.dirname, '..');
export const region = 'ap-northeast-1';
/** MiniStack takes any. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

const requirements = join(import.meta.dirname, 'ministack', 'requirements.txt');

export interface MiniStackOptions {
  port: number;
  /** Everything it stores and its log. */
  folder: string;
  smtpPort?: number;
  onSpawn?: (pid: number) => void;
}

export interface MiniStack extends Service {
  endpoint: string;
}

export const preparePythonOfMiniStack = () => preparePython(join(projectFolder, '.local', 'python'), requirements);

/** The local AWS: one Python process that speaks the AWS APIs on one port of this machine. */
export async function startMiniStack(options: MiniStackOptions): Promise<MiniStack> {
  const python = await preparePythonOfMiniStack();
  mkdirSync(join(options.folder, 'tmp'), { recursive: true });
  // Lambda processes start from a script in there; below this project's own package.json it would count as an ES module.
  writeFileSync(join(options.folder, 'tmp', 'package.json'), '{ "type": "commonjs" }');
  const endpoint = urlOf(options.port);
  const service = await startService({
    name: 'The local AWS',
    command: python,
    args: ['-m', 'ministack'],
    spawn: { cwd: options.folder, env: cleanEnvironment(options) },
    logFile: join(options.folder, 'ministack.log'),
    healthUrl: `${endpoint}/_ministack/health`,
    onSpawn: options.onSpawn,
  });
  return { ...service, endpoint };
}

/**
 * Nothing of the caller's but the path: Lambda processes see the server's whole environment, and an inherited
 * AWS_ENDPOINT_URL would hang a deploy.
 */
function cleanEnvironment({ port, folder, smtpPort }: MiniStackOptions): NodeJS.ProcessEnv {
  return {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: process.env.HOME,
    LANG: 'C.UTF-8',
    TMPDIR: join(folder, 'tmp'),
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    // Not PERSIST_STATE: it keeps how far the streams were read but not what is in them, so that after a restart the
    // functions behind them would wait for thousands of changes before they see one.
    STATE_DIR: join(folder, 'state'),
    S3_DATA_DIR: join(folder, 's3'),
    MINISTACK_REGION: region,
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
    ...(smtpPort === undefined ? {} : { SMTP_HOST: `127.0.0.1:${smtpPort}` }),
  };
}
