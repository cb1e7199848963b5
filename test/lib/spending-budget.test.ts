import { describe, expect, it } from 'vitest';
import { installation, makeInstallation, readConfigText, resourcesOf, stages } from './installation.ts';

const OPS = 'ops@kaede-works.jp';

const budgetsOf = (config: string) =>
  resourcesOf(makeInstallation('spend', config).template('app'), 'AWS::Budgets::Budget').map(([, it]) => it.Properties);

describe('what a month may cost', () => {
  it('is told by mail when it is nearly spent, when it is, and when it is going to be', () => {
    const [budget, ...others] = budgetsOf(readConfigText('prod'));
    expect(others).toEqual([]);
    expect(budget?.Budget).toEqual({
      BudgetName: 'sakimawari-spend',
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 50, Unit: 'USD' },
    });
    const told = budget?.NotificationsWithSubscribers.map(
      ({ Notification: { NotificationType, ComparisonOperator, Threshold, ThresholdType } }: BudgetNotice) =>
        `${NotificationType} ${ComparisonOperator} ${Threshold} ${ThresholdType}`,
    );
    expect(told).toEqual([
      'ACTUAL GREATER_THAN 80 PERCENTAGE',
      'ACTUAL GREATER_THAN 100 PERCENTAGE',
      'FORECASTED GREATER_THAN 100 PERCENTAGE',
    ]);
    for (const { Subscribers } of budget?.NotificationsWithSubscribers ?? []) {
      expect(Subscribers).toEqual([{ SubscriptionType: 'EMAIL', Address: OPS }]);
    }
  });

  it('may be of the stage alone, by the tag that everything of it has', () => {
    const [budget] = budgetsOf(readConfigText('prod').replace('dollarsAMonth: 50', 'dollarsAMonth: 30, of: stage'));
    expect(budget?.Budget.CostFilters).toEqual({ TagKeyValue: ['user:sakimawari-stage$spend'] });
  });

  it('is left out where nobody said it', () => {
    expect(budgetsOf(readConfigText('prod').replace(/^budget: .*$/m, ''))).toEqual([]);
  });
});

it.each(stages)('whatever costs by use has the tag of its stage (%s)', (stage) => {
  const { template } = installation(stage);
  const costly = (['data', 'app'] as const).flatMap((part) =>
    ['AWS::DynamoDB::Table', 'AWS::Lambda::Function', 'AWS::SQS::Queue', 'AWS::StepFunctions::StateMachine'].flatMap(
      (type) => resourcesOf(template(part), type),
    ),
  );
  expect(costly.length).toBeGreaterThan(20);
  for (const [id, { Properties }] of costly) {
    expect(Properties.Tags, id).toContainEqual({ Key: 'sakimawari-stage', Value: stage });
  }
});

interface BudgetNotice {
  Notification: Record<'NotificationType' | 'ComparisonOperator' | 'Threshold' | 'ThresholdType', string>;
}
