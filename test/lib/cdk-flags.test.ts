import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const projectRoot = join(import.meta.dirname, '../..');

// One that is not set keeps what an older CDK did, and may change under a template when the CDK drops it.
it('every feature flag that the CDK has is decided, the recommended way or a stricter one of ours', () => {
  const recommended = createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json');
  const { context } = JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8'));
  expect(Object.keys(recommended).length).toBeGreaterThan(80);
  expect(context).toMatchObject({ ...recommended, ...OURS });
});

const OURS = {
  // Between our stacks: a table that others read can't be taken away from under them.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  // Not China: SES and EventBridge Scheduler, which we need, aren't there.
  '@aws-cdk/core:target-partitions': ['aws'],
};
