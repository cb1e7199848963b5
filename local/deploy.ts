import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { OnSpawn } from './child-process.ts';
import { localStage } from './local-config.ts';
import { LocalError } from './local-error.ts';
import { localCredentials, projectFolder, region } from './ministack.ts';
import { endProcessGroup } from './process-identity.ts';

const cdkCommand = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
/** A deploy that hangs would hang for ever; each of these is over ten times what it takes. */
const timeoutsInMs = { synth: 180_000, bootstrap: 90_000, deploy: 180_000 };

export interface CdkOptions {
  /** For the templates, the outputs and the logs. */
  folder: string;
  /** Ends what is under way. */
  signal?: AbortSignal;
  onSpawn?: OnSpawn;
}

/** Makes the CloudFormation templates, once; they are deployed as they lie there. */
export async function synthesize(options: CdkOptions & { webUrl: string; configs?: string }): Promise<void> {
  const { webUrl, configs } = options;
  const said = [`stage=${localStage}`, `webUrl=${webUrl}`, ...(configs === undefined ? [] : [`configs=${configs}`])];
  const context = said.flatMap((one) => ['-c', one]);
  const args = ['--quiet', ...context, '--output', assemblyIn(options.folder)];
  await runCdk('synth', args, options);
}

/** Makes what every deploy needs in an account: the bucket for the functions, and the roles. */
export async function bootstrap(options: CdkOptions & { awsEndpoint: string }): Promise<void> {
  await runCdk('bootstrap', [`aws://000000000000/${region}`], options);
}

/** Deploys the synthesized stacks and gives the outputs of all of them. */
export async function deploy(options: CdkOptions & { awsEndpoint: string }): Promise<Record<string, string>> {
  const outputsFile = join(options.folder, 'stack-outputs.json');
  const assembly = assemblyIn(options.folder);
  const args = ['--all', '--app', assembly, '--output', assembly, '--require-approval', 'never'];
  await runCdk('deploy', [...args, '--outputs-file', outputsFile], options);
  const byStack: Record<string, Record<string, string>> = JSON.parse(readFileSync(outputsFile, 'utf8'));
  return Object.assign({}, ...Object.values(byStack));
}

const assemblyIn = (folder: string) => join(folder, 'cdk.out');

async function runCdk(
  step: keyof typeof timeoutsInMs,
  args: string[],
  { folder, signal, onSpawn, awsEndpoint }: CdkOptions & { awsEndpoint?: string },
): Promise<void> {
  signal?.throwIfAborted();
  const logFile = join(folder, `cdk-${step}.log`);
  // Beside its cdk.json the command would run the app, also where that has nothing to tell it.
  const cwd = step === 'synth' ? projectFolder : folder;
  const log = openSync(logFile, 'w');
  // A process group of its own, since the command starts the app as a further process, which doesn't end with it.
  const child = spawn(process.execPath, [cdkCommand, step, ...args], {
    cwd,
    env: cdkEnvironment(awsEndpoint),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const pid = child.pid as number;
  const limit = AbortSignal.timeout(timeoutsInMs[step]);
  const end = signal ? AbortSignal.any([limit, signal]) : limit;
  const endGroup = () => endProcessGroup(pid);
  end.addEventListener('abort', endGroup);
  onSpawn?.(pid);
  const [exitCode] = await once(child, 'exit');
  end.removeEventListener('abort', endGroup);
  signal?.throwIfAborted();
  if (exitCode === 0) return;
  throw new LocalError(`cdk-${step}-failed`, [
    limit.aborted ? `cdk ${step} did not end within ${timeoutsInMs[step] / 1000} s.` : `cdk ${step} failed.`,
    `Its last words: ${readFileSync(logFile, 'utf8').trim().split('\n').at(-1) || 'none'}`,
    `All of them: ${logFile}`,
  ]);
}

/** Whatever AWS account the caller works with otherwise, this must not reach it. */
function cdkEnvironment(awsEndpoint: string | undefined): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name));
  return {
    ...Object.fromEntries(others),
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    ...(awsEndpoint === undefined ? {} : { AWS_ENDPOINT_URL: awsEndpoint }),
  };
}
