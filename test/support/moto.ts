import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type OnSpawn, type Service, startService } from '../../local/child-process.ts';
import { type ContainerNetwork, startContainer } from '../../local/docker.ts';
import { projectFolder } from '../../local/ministack.ts';
import { urlOf } from '../../local/ports.ts';
import { type PythonRuntime, prepareRuntime } from '../../local/python-runtime.ts';

const name = 'The second judge of SES (moto)';

export interface MotoOptions {
  runtime: PythonRuntime;
  port: number;
  /** For its log. */
  folder: string;
  onSpawn?: OnSpawn;
}

/** Made once; asked again, it is there at once. */
export function prepareMoto(pythonFolder = join(projectFolder, '.local', 'moto')): Promise<PythonRuntime> {
  return prepareRuntime({ name, source: join(import.meta.dirname, 'moto'), pythonFolder, image: 'sakimawari-moto' });
}

/** moto's server: it keeps everything in memory, and sends mail from identities only that it was told are proven. */
export async function startMoto({
  runtime,
  port,
  folder,
  onSpawn,
}: MotoOptions): Promise<Service & { endpoint: string }> {
  mkdirSync(folder, { recursive: true });
  const endpoint = urlOf(port);
  const common = { name, logFile: join(folder, 'moto.log'), healthUrl: `${endpoint}/moto-api/`, onSpawn };
  const environment = ({ bindHost }: Pick<ContainerNetwork, 'bindHost'>) => ({
    BIND_HOST: bindHost,
    GATEWAY_PORT: String(port),
  });
  const service =
    'python' in runtime
      ? await startService({
          ...common,
          command: runtime.python,
          args: ['-m', 'moto.server', '--host', '127.0.0.1', '--port', String(port)],
          spawn: { cwd: folder, env: { PATH: process.env.PATH, HOME: folder } },
        })
      : await startContainer({ ...common, container: containerOf(folder), image: runtime.image, port, environment });
  return { ...service, endpoint };
}

const containerOf = (folder: string) =>
  `sakimawari-moto-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
