import { type Bundle, bundleAsDeployed } from '../../lib/bundle-functions.ts';
import type { Bench } from '../bench.ts';
import { bundledFunctions } from '../support/bundled-functions.ts';
import { bundlesFolder, projectRoot } from '../support/project.ts';

const MOST_TIMES_THE_LEANEST = 1.2;

/** What each function's bundle weighs against one that only speaks to DynamoDB. */
export const bench: Bench = {
  name: 'p7',
  async run() {
    const client = { leanest: 'bench/support/leanest-function.ts' };
    const leanest = bytesOf((await bundleAsDeployed(projectRoot, client, bundlesFolder))[0] as Bundle);
    const bundles = await bundledFunctions();
    return bundles.map((bundle) => {
      const { name } = bundle;
      const bytes = bytesOf(bundle);
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

const bytesOf = ({ texts }: Bundle) => Buffer.byteLength(texts.join(''));
const inKilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
