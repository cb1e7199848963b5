import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operate } from '../../../local/operator.ts';
import { findFreePorts } from '../../../test/support/free-port.ts';
import { projectRoot } from '../../support/project.ts';
import type { Line } from '../line.ts';
import { VerdictsOfRuns } from '../verdicts.ts';
import { stackProperties } from './after-faults.ts';
import { LocalStack } from './local-stack.ts';
import { stackRun } from './stack-run.ts';

/** Mornings, each on a stack of its own. */
export async function stackLines(seed: number, mornings: number, progress: (what: string) => void): Promise<Line[]> {
  const all = new VerdictsOfRuns(stackProperties);
  for (let morning = seed; morning < seed + mornings; morning += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'sakimawari-drill-'));
    const [aws, api, mailbox, smtp] = (await findFreePorts(4)) as [number, number, number, number];
    const stack = new LocalStack(folder, { aws, api, mailbox, smtp }, progress);
    const interrupted = () => stack.stop().finally(() => process.exit(130));
    process.once('SIGINT', interrupted);
    try {
      await stack.start();
      await operate('playbook', 'push', join(projectRoot, 'playbooks', 'default.yaml'));
      all.add(`morning ${morning}`, await stackRun(stack, morning, progress));
    } finally {
      process.off('SIGINT', interrupted);
      await stack.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return all.lines(`${mornings} mornings of the deployed stack`);
}
