import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { TestProject } from 'vitest/node';
import { parse, stringify } from 'yaml';
import { startInstallation } from '../../local/installation.ts';
import { localCredentials, region } from '../../local/ministack.ts';
import { operate } from '../../local/operator.ts';
import { writeOutputs } from '../../local/run-files.ts';
import { issueKeys } from '../../local/source-keys.ts';
import { StopList } from '../../local/stop-list.ts';
import { listening } from './crm-doubles/double.ts';
import { byHand, HubspotDouble } from './crm-doubles/hubspot-double.ts';
import { findFreePorts } from './free-port.ts';
import { setUpThatTells } from './set-up-that-tells.ts';
import { startTeams } from './teams-double.ts';

const projectFolder = join(import.meta.dirname, '../..');
type Ports = [number, number, number, number, number];

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the deployed stack takes Teams and HubSpot to be. */
    vendors: { teams: string; hubspot: string };
  }
}

/**
 * Global set-up of the end-to-end tests: the real stack, deployed once into a local AWS of its own, with the default
 * playbook and no accounts. Where it is stands in the file that SAKIMAWARI_OUTPUTS names, for the operator's command
 * too. Its chat is a Teams of this machine, and its CRM a HubSpot.
 */
export default setUpThatTells(async (project?: TestProject) => {
  const folder = mkdtempSync(join(tmpdir(), 'sakimawari-e2e-'));
  const stops = new StopList();
  const tearDown = async () => {
    await stops.stopAll();
    rmSync(folder, { recursive: true, force: true });
  };
  const [aws, api, mailbox, smtp, teamsPort] = (await findFreePorts(5)) as Ports;
  const hubspotDouble = new HubspotDouble(Date.now);
  const teams = `http://127.0.0.1:${teamsPort}`;
  try {
    stops.add(await startTeams(teamsPort));
    const hubspot = await listening(byHand(hubspotDouble));
    stops.add(hubspot.stop);
    const { outputs } = await startInstallation({
      folder,
      ports: { aws, api, mailbox, smtp },
      stops,
      report: (_title, work) => work(),
      configs: writeConfig(folder, hubspot.url),
      prepare: (endpoint) =>
        keepSecrets(endpoint, {
          'e2e/chat': `${teams}/main`,
          'e2e/chat-desk': `${teams}/desk`,
          'e2e/hubspot': hubspotDouble.token,
        }),
    });
    const outputsFile = join(folder, 'outputs.json');
    writeOutputs(outputsFile, outputs);
    process.env.SAKIMAWARI_OUTPUTS = outputsFile;
    project?.provide('vendors', { teams, hubspot: hubspot.url });
    writeOutputs(outputsFile, { ...outputs, ...(await issueKeys()) });
    await operate('playbook', 'push', join(projectFolder, 'playbooks/default.yaml'));
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
});

/** The local stage's own configuration, with a chat and a CRM. Gives its folder. */
function writeConfig(folder: string, hubspot: string): string {
  const own = parse(readFileSync(join(projectFolder, 'config/local.yaml'), 'utf8'));
  const desk = { channel: 'teams', secret: 'e2e/chat-desk' };
  const stage = {
    ...own,
    chat: { channel: 'teams', secret: 'e2e/chat', places: { desk } },
    crm: { hubspot: { secret: 'e2e/hubspot', url: hubspot } },
  };
  const configs = join(folder, 'config');
  mkdirSync(configs);
  writeFileSync(join(configs, 'local.yaml'), stringify(stage));
  return configs;
}

async function keepSecrets(endpoint: string, secrets: Record<string, string>): Promise<void> {
  const client = new SecretsManagerClient({ endpoint, region, credentials: localCredentials });
  for (const [Name, SecretString] of Object.entries(secrets)) {
    await client.send(new CreateSecretCommand({ Name, SecretString }));
  }
}
