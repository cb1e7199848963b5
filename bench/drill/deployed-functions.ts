import * as crypto from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { playbookReader } from '../../lib/bundle-functions.ts';
import { projectRoot } from '../support/project.ts';

/** What a process of a function has around it: all that it could tell one run from another by. */
export interface Surroundings {
  env: Record<string, string>;
  now(): number;
  /** Nanoseconds that never go back. */
  monotonic(): bigint;
  random(): number;
  /** A request on its way to AWS; `timeoutInMs` is how long the function waits for an answer. */
  post(url: URL, headers: Record<string, string>, body: string, timeoutInMs: number): Promise<HttpAnswer>;
  sleep(ms: number): Promise<void>;
  write(line: string): void;
}

export interface HttpAnswer {
  status: number;
  body: string;
}

export type Handler = (event: unknown, context: object) => Promise<unknown>;

type Started = (exports: object, require: unknown, module: object, ...given: unknown[]) => void;

const NAME_OF_SURROUNDINGS = '__surroundings';
const GIVEN = ['process', 'Date', 'Math', 'setTimeout', 'clearTimeout', NAME_OF_SURROUNDINGS];

/** Functions, bundled once and compiled once; each process of one is started from there with nothing loaded. */
export class DeployedFunctions {
  private constructor(private readonly compiled: ReadonlyMap<string, Started>) {}

  /** @param changed what a test makes of them, to see that it is found out */
  static async bundle(names: readonly string[], changed = (text: string) => text): Promise<DeployedFunctions> {
    const { outputFiles } = await build({
      absWorkingDir: projectRoot,
      entryPoints: names.map((name) => ({ in: `functions/${name}/handler.ts`, out: name })),
      outdir: 'drill',
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      define: { PLAYBOOK_READER: JSON.stringify(playbookReader(projectRoot)) },
      plugins: [requestsGoToSurroundings],
      logLevel: 'error',
    });
    const compiled = outputFiles.map(({ path, text }): [string, Started] => {
      const name = path.slice(path.lastIndexOf('/') + 1, -'.js'.length);
      return [
        name,
        compileFunction(changed(text), ['exports', 'require', 'module', ...GIVEN], { filename: path }) as Started,
      ];
    });
    return new DeployedFunctions(new Map(compiled));
  }

  /** Starts a process, as Lambda does for a call that none is free for. */
  start(name: string, surroundings: Surroundings): Handler {
    const start = this.compiled.get(name);
    if (start === undefined) throw new TypeError(`there is no function ${name}`);
    const { env, now, monotonic, random, sleep, write } = surroundings;
    const module = { exports: {} as { handler?: Handler } };
    const itsProcess = Object.create(process, {
      env: { value: { ...env, AWS_LAMBDA_FUNCTION_NAME: `sakimawari-drill-${name}` } },
      hrtime: { value: { bigint: monotonic } },
      stdout: { value: { write } },
    });
    const itsMath = Object.create(Math, { random: { value: random } });
    const timers = new Set<object>();
    const setTimer = (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
      const timer = { unref: () => timer, ref: () => timer };
      timers.add(timer);
      sleep(ms).then(() => timers.delete(timer) && work(...args));
      return timer;
    };
    start(
      module.exports,
      requireFor({ random, sleep }),
      module,
      itsProcess,
      dateBy(now),
      itsMath,
      setTimer,
      (timer: object) => timers.delete(timer),
      surroundings,
    );
    return module.exports.handler as Handler;
  }
}

const ASKED_BY_THE_SDK = [
  { module: '@aws-sdk/client-eventbridge', service: 'AWSEvents', operations: ['PutEvents'] },
  { module: '@aws-sdk/client-scheduler', service: 'Scheduler', operations: ['GetSchedule'] },
  { module: '@aws-sdk/client-sfn', service: 'States', operations: ['StartExecution', 'DescribeExecution'] },
];

/** Everything a function asks of AWS passes `httpPost`, but for what it asks by the SDK. */
const requestsGoToSurroundings: Plugin = {
  name: 'requests-go-to-surroundings',
  setup({ onResolve, onLoad }) {
    const namespace = 'drill';
    onResolve({ filter: /\/http-post\.ts$/ }, ({ path, resolveDir, namespace: from }) =>
      from === namespace ? undefined : { path: join(resolveDir, path), namespace },
    );
    onLoad({ filter: /http-post\.ts$/, namespace }, ({ path }) => ({
      resolveDir: projectRoot,
      contents: `
        export { NoAnswerError } from '${path}';
        export const httpPost = (timeoutInMs) => (url, headers, body) =>
          ${NAME_OF_SURROUNDINGS}.post(url, headers, body, timeoutInMs);`,
    }));
    for (const { module, service, operations } of ASKED_BY_THE_SDK) {
      onResolve({ filter: new RegExp(`^${module}$`) }, () => ({ path: service, namespace: 'drill-sdk' }));
      onLoad({ filter: new RegExp(`^${service}$`), namespace: 'drill-sdk' }, () => ({
        contents: `
          class Command { constructor(input) { this.input = input; } }
          ${operations.map((name) => `export class ${name}Command extends Command { operation = '${name}' }`).join('\n')}
          class Client {
            async send({ operation, input }) {
              const headers = { 'x-amz-target': '${service}.' + operation };
              const url = new URL('https://aws.example.com');
              const { status, body } = await ${NAME_OF_SURROUNDINGS}.post(url, headers, JSON.stringify(input), 10_000);
              if (status !== 200) throw Object.assign(new Error('answered by ' + status), { name: 'InternalException' });
              return JSON.parse(body);
            }
          }
          export { Client as EventBridgeClient, Client as SchedulerClient, Client as SFNClient };`,
      }));
    }
  },
};

const loaded = createRequire(import.meta.url);

function requireFor({ random, sleep }: Pick<Surroundings, 'random' | 'sleep'>) {
  const bytes = (count: number) => Buffer.from(Array.from({ length: count }, () => Math.floor(random() * 256)));
  const itsCrypto = {
    ...crypto,
    randomBytes: bytes,
    randomUUID: () => crypto.createHash('sha256').update(bytes(16)).digest('hex').slice(0, 32),
    randomInt: (from: number, to?: number) =>
      to === undefined ? Math.floor(random() * from) : from + Math.floor(random() * (to - from)),
  };
  return (id: string) => {
    if (/^(node:)?crypto$/.test(id)) return itsCrypto;
    if (/^(node:)?timers\/promises$/.test(id)) return { setTimeout: sleep };
    return loaded(id);
  };
}

function dateBy(now: () => number): DateConstructor {
  return class extends Date {
    constructor(...given: [number | string | Date]) {
      super(...((given as unknown[]).length === 0 ? ([now()] as [number]) : given));
    }

    static override now = now;
  } as unknown as DateConstructor;
}
