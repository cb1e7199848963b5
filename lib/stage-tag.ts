import { Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** On everything of a stage that takes tags: by it the bill is told apart, and a budget of the stage counts. */
export const STAGE_TAG = 'sakimawari-stage';

export function tagWithStage(scope: Construct, stage: string): void {
  Tags.of(scope).add(STAGE_TAG, stage);
}
