import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundleFunctions } from '../lib/bundle-functions.ts';
import { readConfig } from '../lib/config.ts';
import { addInstallation } from '../lib/installation.ts';

const app = new App();
const stage: string = app.node.tryGetContext('stage') ?? 'local';
const projectRoot = join(import.meta.dirname, '..');
const bundles = join(projectRoot, '.build/functions');

try {
  const config = readConfig(`config/${stage}.yaml`);
  bundleFunctions(projectRoot, bundles);
  addInstallation(app, { stage, config, bundles });
} catch (error) {
  // What is wrong is in the message; a stack trace would bury it.
  console.error(error instanceof Error ? error.message : error);
  // At once: what there is of the app must not be synthesized.
  process.exit(1);
}
