import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundleFunctions } from '../lib/bundle-functions.ts';
import { ConfigError, LOCAL_STAGE, readConfig } from '../lib/config.ts';
import { addInstallation } from '../lib/installation.ts';
import { loadPlaybook } from '../playbooks/load.ts';

const app = new App();
const stage: string = app.node.tryGetContext('stage') ?? LOCAL_STAGE;
const projectRoot = join(import.meta.dirname, '..');
const bundles = join(projectRoot, '.build/functions');
const defaultPlaybook = 'playbooks/default.yaml';

try {
  // Locally the address is known only when it starts.
  const webUrl: string | undefined = app.node.tryGetContext('webUrl');
  if (stage === LOCAL_STAGE && webUrl === undefined) {
    throw new ConfigError(
      'The stage local is for this machine and made by `npm start`: name yours, like -c stage=prod.',
    );
  }
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(stage)) {
    throw new ConfigError(
      `The stage ${stage} can't name stacks: write small letters, digits and hyphens, like -c stage=prod.`,
    );
  }
  if (stage !== LOCAL_STAGE && webUrl !== undefined) {
    throw new ConfigError(
      `The address of the pages belongs into config/${stage}.yaml, as web.url, not into -c webUrl.`,
    );
  }
  const configs: string = app.node.tryGetContext('configs') ?? 'config';
  const read = readConfig(`${configs}/${stage}.yaml`);
  const config = webUrl === undefined ? read : { ...read, web: { url: webUrl } };
  loadPlaybook(readFileSync(defaultPlaybook, 'utf8'), defaultPlaybook);
  await bundleFunctions(projectRoot, bundles);
  addInstallation(app, { stage, config, bundles });
} catch (error) {
  // What is wrong is in the message; a stack trace would bury it.
  console.error(error instanceof Error ? error.message : error);
  // At once: what there is of the app must not be synthesized.
  process.exit(1);
}
