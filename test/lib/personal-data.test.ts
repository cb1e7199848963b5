import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { type KeptData, keptData, type Store } from '../../domain/personal-data/kept-data.ts';
import { installation, type Resource, stages } from './installation.ts';

/** Resources that hold what passes through them, by where the register says that such things lie. */
const HOLDING: Record<string, Store> = {
  'AWS::DynamoDB::Table': 'accounts',
  'AWS::SQS::Queue': 'queue',
  'AWS::Logs::LogGroup': 'log',
  'AWS::Events::Archive': 'archive',
  'AWS::SecretsManager::Secret': 'secret',
  'AWS::StepFunctions::StateMachine': 'runs',
};
/** What holds nothing: what runs, what allows, what leads somewhere, what watches. */
const HOLDING_NOTHING =
  /^AWS::(Lambda|SQS::QueuePolicy|IAM|ApiGatewayV2|Events::(Rule|EventBus)|CloudWatch|Scheduler|SNS|SES|CloudFront|WAFv2|CertificateManager|Route53|CDK|ResourceGroups|Budgets)(::|$)/;

describe.each(stages)('the register of what is kept (%s)', (stage) => {
  const stacks = installation(stage).app.node.children.filter((child) => child instanceof Stack);
  const resources = stacks.flatMap((stack) => Object.values(Template.fromStack(stack).toJSON().Resources));
  const types = new Set(resources.map((resource) => (resource as Resource).Type));

  it('has a line for every place of the stacks that holds something', () => {
    const unknown = [...types].filter((type) => HOLDING[type] === undefined && !HOLDING_NOTHING.test(type));
    expect(unknown).toEqual([]);
    const told = new Set(Object.values<KeptData>(keptData).map(({ store }) => store));
    const holding = [...types].flatMap((type) => HOLDING[type] ?? []);
    expect(holding.length).toBeGreaterThan(3);
    expect(holding.filter((store) => !told.has(store))).toEqual([]);
  });
});
