import { statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleAsDeployed, bundleFunctions } from '../../lib/bundle-functions.ts';
import type { Bench } from '../bench.ts';
import { bundlesFolder, projectRoot } from '../support/project.ts';

const MOST_TIMES_THE_LEANEST = 1.2;

/** What each function's bundle weighs against one that only speaks to DynamoDB. */
export const bench: Bench = {
  name: 'p7',
  async run() {
    bundleAsDeployed(projectRoot, { leanest: 'bench/support/leanest-function.ts' }, bundlesFolder);
    const { outputs } = bundleFunctions(projectRoot, join(bundlesFolder, 'functions'));
    const leanest = statSync(join(bundlesFolder, 'leanest/index.js')).size;
    return Object.entries(outputs).map(([file, { bytes }]) => {
      const name = file.split('/').at(-2) as string;
      const ratio = bytes / leanest;
      return {
        goal: 'P7',
        what: `Bundle of ${name}`,
        against: `DynamoDB client alone: ${inKilobytes(leanest)}`,
        measured: `${ratio.toFixed(2)}× (${inKilobytes(bytes)})`,
        limit: `≤ ${MOST_TIMES_THE_LEANEST}×`,
        isMet: ratio <= MOST_TIMES_THE_LEANEST,
      };
    });
  },
};

const inKilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
