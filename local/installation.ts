import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient, VerifyDomainDkimCommand, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { startApiProxy } from './api-proxy.ts';
import type { OnSpawn } from './child-process.ts';
import { bootstrap, deploy, synthesize } from './deploy.ts';
import { localStage, readLocalConfig } from './local-config.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';
import { localCredentials, type MiniStack, prepareMiniStack, region, startMiniStack } from './ministack.ts';
import { repeatPageOrigins } from './page-origins.ts';
import { type Ports, urlOf } from './ports.ts';
import type { Report } from './progress.ts';
import type { LocalOutputs } from './run-files.ts';
import type { StopList } from './stop-list.ts';

export interface InstallationOptions {
  folder: string;
  ports: Ports;
  stops: StopList;
  report: Report;
  /** The folder of the stage's configuration, where it is another one than the project's. */
  configs?: string;
  onSpawn?: OnSpawn;
  /** Ends what is under way. */
  signal?: AbortSignal;
  /** Puts there what the stacks are deployed over. */
  prepare?(awsEndpoint: string): Promise<void>;
}

export interface Installation {
  outputs: LocalOutputs;
  aws: MiniStack;
  mailbox: Mailbox;
  /** Settles with its name when one of the services ends. */
  ended: Promise<string>;
}

/** Brings up an empty installation: mailbox, local AWS, the real stacks in it, and the API at a root of its own. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const { folder, ports, stops, report, configs, onSpawn, signal } = options;
  mkdirSync(folder, { recursive: true });
  const cdk = { folder, signal, onSpawn };
  const synthesized = report('Putting the stacks together', () =>
    synthesize({ ...cdk, webUrl: urlOf(ports.api), configs }),
  );
  // Its failure is told when it is awaited; until then it must not count as unhandled.
  synthesized.catch(() => {});
  const runtime = await report('Preparing the local AWS', () => prepareMiniStack());
  signal?.throwIfAborted();
  const mailbox = await startMailbox({ smtpPort: ports.smtp, webPort: ports.mailbox, folder, onSpawn });
  stops.add(mailbox.stop);
  const aws = await startMiniStack({ runtime, port: ports.aws, smtpPort: ports.smtp, folder, onSpawn });
  stops.add(aws.stop);
  await report('Bootstrapping the local AWS', () => bootstrap({ ...cdk, awsEndpoint: aws.endpoint }));
  await options.prepare?.(aws.endpoint);
  await synthesized;
  const { ApiUrl } = await report('Deploying the stacks', () => deploy({ ...cdk, awsEndpoint: aws.endpoint }));

  await introduceMailDomains(aws.endpoint);
  const apiId = new URL(ApiUrl as string).hostname.split('.')[0] as string;
  await repeatPageOrigins(aws.endpoint, apiId);
  const api = await startApiProxy({
    port: ports.api,
    awsEndpoint: aws.endpoint,
    apiId,
    logFile: join(folder, 'api.log'),
  });
  stops.add(api.stop);
  const outputs = {
    awsEndpoint: aws.endpoint,
    region,
    apiUrl: api.url,
    webUrl: api.url,
    mailboxUrl: mailbox.url,
    sources: await readSourceSecrets(aws.endpoint),
  };
  const ended = [mailbox, aws].map((service) => service.exited.then(() => service.name));
  return { outputs, aws, mailbox, ended: Promise.race(ended) };
}

/** The local SES believes at once what on AWS takes DNS records. */
async function introduceMailDomains(endpoint: string): Promise<void> {
  const client = new SESClient({ endpoint, region, credentials: localCredentials });
  for (const Domain of readLocalConfig().mail.domains) {
    await client.send(new VerifyDomainIdentityCommand({ Domain }));
    await client.send(new VerifyDomainDkimCommand({ Domain }));
  }
}

async function readSourceSecrets(endpoint: string): Promise<LocalOutputs['sources']> {
  const client = new SecretsManagerClient({ endpoint, region, credentials: localCredentials });
  const entries = readLocalConfig().sources.map(async (source) => {
    const SecretId = `sakimawari/${localStage}/source/${source}`;
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
    const { current }: { current: string } = JSON.parse(SecretString as string);
    return [source, { secret: current.startsWith('whsec_') ? current : `whsec_${current}` }];
  });
  return Object.fromEntries(await Promise.all(entries));
}
