import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operate } from '../../../local/operator.ts';
import { findFreePorts } from '../../../test/support/free-port.ts';
import { projectRoot } from '../../support/project.ts';
import type { Line } from '../line.ts';
import { type StackProperty, stackProperties } from './after-faults.ts';
import { LocalStack } from './local-stack.ts';
import { stackRun } from './stack-run.ts';

/** Mornings, each on a stack of its own. */
export async function stackLines(seed: number, mornings: number, progress: (what: string) => void): Promise<Line[]> {
  const all = new Map<StackProperty, { looked: number; broken: string[] }>();
  const sum: Record<string, number> = {};
  for (let morning = seed; morning < seed + mornings; morning += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'sakimawari-drill-'));
    const [aws, api, mailbox, smtp] = (await findFreePorts(4)) as [number, number, number, number];
    const stack = new LocalStack(folder, { aws, api, mailbox, smtp }, progress);
    const interrupted = () => stack.stop().finally(() => process.exit(130));
    process.once('SIGINT', interrupted);
    try {
      await stack.start();
      await operate('playbook', 'push', join(projectRoot, 'playbooks', 'default.yaml'));
      const { counts, verdicts } = await stackRun(stack, morning, progress);
      for (const [what, n] of Object.entries(counts)) sum[what] = (sum[what] ?? 0) + n;
      for (const [name, { looked, broken }] of Object.entries(verdicts)) {
        const before = all.get(name as StackProperty) ?? { looked: 0, broken: [] };
        const told = broken.map((what) => `morning ${morning}: ${what}`);
        all.set(name as StackProperty, { looked: before.looked + looked, broken: [...before.broken, ...told] });
      }
    } finally {
      process.off('SIGINT', interrupted);
      await stack.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const figures = Object.entries(sum).map(([what, n]) => `${n.toLocaleString('en')} ${what}`);
  return [
    { what: `${mornings} mornings of the deployed stack`, figure: figures.join(', '), broken: [] },
    ...[...all].map(([name, { looked, broken }]) => ({
      what: stackProperties[name],
      figure: `${broken.length} of ${looked.toLocaleString('en')} broken`,
      broken,
    })),
  ];
}
