import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { prepareImage } from '../../local/docker.ts';
import { prepareMiniStack, startMiniStack } from '../../local/ministack.ts';
import { identifyProcess } from '../../local/process-identity.ts';
import { claimFolder } from '../../local/run-files.ts';
import { StopList } from '../../local/stop-list.ts';
import { FakeDocker } from '../support/fake-docker.ts';
import { findFreePort } from '../support/free-port.ts';
import { prepareMoto, startMoto } from '../support/moto.ts';

let folder: string;
let stops: StopList;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sakimawari-docker-'));
  stops = new StopList();
});
afterEach(async () => {
  await stops.stopAll();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('the local AWS without a Python', () => {
  it('runs from an image that is built once, and again only when what is in it changes', async () => {
    const docker = install();
    const first = await prepareMiniStack(join(folder, 'python'));
    expect(first).toEqual({ image: expect.stringMatching(/^sakimawari-ministack:[0-9a-f]{12}$/) });
    expect(await prepareMiniStack(join(folder, 'python'))).toEqual(first);
    expect(docker.lines().filter((line) => line.startsWith('build'))).toEqual([
      `build --tag ${'image' in first && first.image} ${join(import.meta.dirname, '../../local/ministack')}`,
    ]);

    const source = join(folder, 'source');
    mkdirSync(source);
    writeFileSync(join(source, 'requirements.txt'), 'ministack==1');
    const earlier = await prepareImage('some', source);
    writeFileSync(join(source, 'requirements.txt'), 'ministack==2');
    expect(await prepareImage('some', source)).not.toBe(earlier);
  });

  it('says what can be installed when there is no Docker either, or its engine does not answer', async () => {
    vi.stubEnv('PATH', folder);
    await expect(prepareMiniStack(join(folder, 'python'))).rejects.toMatchObject({
      code: 'python-missing',
      message: expect.stringMatching(/Python 3\.10 or newer with venv and pip, or uv, or Docker/),
    });
    install('');
    await expect(prepareMiniStack(join(folder, 'python'))).rejects.toMatchObject({ code: 'python-missing' });
  });

  it.runIf(process.platform === 'linux')(
    'shares the network of the machine that the engine runs on, and listens on loopback only',
    async () => {
      const { docker, environment, port } = await start('Debian GNU/Linux 12 (bookworm)');
      expect(environment).toMatchObject({ BIND_HOST: '127.0.0.1', SMTP_HOST: '127.0.0.1:1025' });
      expect(environment).toMatchObject({ GATEWAY_PORT: String(port), MINISTACK_REGION: 'ap-northeast-1' });
      expect(Object.keys(environment)).not.toContain('AWS_ENDPOINT_URL');
      const [line] = docker.lines().filter((each) => each.startsWith('run'));
      expect(line).toMatch(/^run --rm --init --name sakimawari-[0-9a-f]{12} --network host --env /);
      expect(line).not.toContain('--publish');
    },
  );

  it('is published on loopback only where the engine has a machine of its own', async () => {
    const { docker, environment, port } = await start('Docker Desktop');
    expect(environment).toMatchObject({ BIND_HOST: '0.0.0.0', SMTP_HOST: 'host.docker.internal:1025' });
    const [line] = docker.lines().filter((each) => each.startsWith('run'));
    expect(line).toContain(` --publish 127.0.0.1:${port}:${port} `);
    expect(line).not.toContain('--network');
  });

  it('leaves no container behind when it is stopped', async () => {
    const { docker, service, container } = await start();
    expect(docker.isRunning(container)).toBe(true);
    await service.stop();
    expect(docker.isRunning(container)).toBe(false);
    expect(docker.lines().at(-1)).toBe(`stop -t 5 ${container}`);
    await service.exited;
  });

  it('ends what a killed start has left behind, before it looks whether the ports are free', async () => {
    const { docker, container, client } = await start();
    const record = {
      starter: { pid: 1, startedAt: 'long ago' },
      services: [{ ...identifyProcess(client), container }],
    };
    writeFileSync(join(folder, 'running.json'), JSON.stringify(record));
    const run = await claimFolder(folder, { awsEndpoint: 'http://127.0.0.1:1', mailboxUrl: 'http://127.0.0.1:2' });
    expect(docker.isRunning(container)).toBe(false);
    run.release();
  });
});

it('the second judge of SES runs in a container as well, from an image of its own', async () => {
  const docker = install('Docker Desktop');
  const runtime = await prepareMoto(join(folder, 'moto'));
  expect(runtime).toEqual({ image: expect.stringMatching(/^sakimawari-moto:[0-9a-f]{12}$/) });
  const port = await findFreePort();
  let container = '';
  const moto = await startMoto({
    runtime,
    port,
    folder: join(folder, 'data'),
    onSpawn: (_, name = '') => {
      container = name;
    },
  });
  stops.add(moto.stop);
  const environment = await (await fetch(moto.endpoint)).json();
  expect(environment).toMatchObject({ BIND_HOST: '0.0.0.0', GATEWAY_PORT: String(port) });
  await moto.stop();
  expect(docker.isRunning(container)).toBe(false);
});

function install(system?: string): FakeDocker {
  const docker = new FakeDocker(folder, system);
  vi.stubEnv('PATH', docker.path);
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
  return docker;
}

async function start(system?: string) {
  const docker = install(system);
  const runtime = await prepareMiniStack(join(folder, 'python'));
  const port = await findFreePort();
  let container = '';
  let client = 0;
  const service = await startMiniStack({
    runtime,
    port,
    smtpPort: 1025,
    folder: join(folder, 'data'),
    onSpawn: (pid, name = '') => {
      client = pid;
      container = name;
    },
  });
  stops.add(service.stop);
  const answer = await fetch(service.endpoint);
  return { docker, service, container, client, port, environment: (await answer.json()) as Record<string, string> };
}
