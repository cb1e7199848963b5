import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startInstallation } from '../../local/installation.ts';
import { operate } from '../../local/operator.ts';
import { writeOutputs } from '../../local/run-files.ts';
import { issueKeys } from '../../local/source-keys.ts';
import { StopList } from '../../local/stop-list.ts';
import { findFreePorts } from './free-port.ts';
import { setUpThatTells } from './set-up-that-tells.ts';

/**
 * Global set-up of the end-to-end tests: the real stack, deployed once into a local AWS of its own, with the default
 * playbook and no accounts. Where it is stands in the file that SAKIMAWARI_OUTPUTS names, for the operator's command
 * too.
 */
export default setUpThatTells(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sakimawari-e2e-'));
  const stops = new StopList();
  const tearDown = async () => {
    await stops.stopAll();
    rmSync(folder, { recursive: true, force: true });
  };
  const [aws, api, mailbox, smtp] = (await findFreePorts(4)) as [number, number, number, number];
  try {
    const { outputs } = await startInstallation({
      folder,
      ports: { aws, api, mailbox, smtp },
      stops,
      report: (_title, work) => work(),
    });
    const outputsFile = join(folder, 'outputs.json');
    writeOutputs(outputsFile, outputs);
    process.env.SAKIMAWARI_OUTPUTS = outputsFile;
    writeOutputs(outputsFile, { ...outputs, ...(await issueKeys()) });
    await operate('playbook', 'push', join(import.meta.dirname, '../../playbooks/default.yaml'));
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
});
