import { type Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { installation, makeInstallation, readConfigText, stages } from './installation.ts';

function findings(app: Parameters<AwsSolutionsChecks['validateScope']>[0]): string[] {
  const { violations } = new AwsSolutionsChecks().validateScope(app);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(
      ({ constructPath, resourceLogicalId }) => `${ruleName} ${constructPath ?? resourceLogicalId}`,
    ),
  );
}

it.each(stages)('keeps to AWS’s own rules, but for what is acknowledged with a reason (%s)', (stage) => {
  expect(findings(installation(stage).app)).toEqual([]);
});

it('acknowledges nothing without a reason that a reader can judge', () => {
  for (const stage of stages) {
    const reasons = installation(stage)
      .app.node.findAll()
      .flatMap(({ node }) => node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY))
      .flatMap(({ data }) => Object.values(data as Record<string, string>));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).toMatch(/^[A-Za-z:]+( [^ ]+){4,}\.$/);
  }
});

it('would see a resource that does not', () => {
  const { app } = makeInstallation('other', readConfigText('prod'));
  new Bucket(app.node.findChild('sakimawari-other-app') as Stack, 'Careless');
  expect(findings(app)).not.toEqual([]);
});
