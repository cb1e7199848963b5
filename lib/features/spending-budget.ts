import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { STAGE_TAG } from '../stage-tag.ts';

/** Of the month's budget, in percent: early enough to look at, and when it is gone. */
const TOLD_WHEN_SPENT = [80, 100];

export interface SpendingBudgetProps {
  stage: string;
  budget: NonNullable<StageConfig['budget']>;
  email: string;
}

/** Writes a mail when the month's bill comes near to what was planned, or is going to pass it. */
export class SpendingBudget extends Construct {
  constructor(scope: Construct, id: string, { stage, budget, email }: SpendingBudgetProps) {
    super(scope, id);
    const told = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: {
        notificationType,
        comparisonOperator: 'GREATER_THAN',
        threshold,
        thresholdType: 'PERCENTAGE',
      },
      subscribers: [{ subscriptionType: 'EMAIL', address: email }],
    });
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `sakimawari-${stage}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: budget.dollarsAMonth, unit: 'USD' },
        costFilters: budget.of === 'stage' ? { TagKeyValue: [`user:${STAGE_TAG}$${stage}`] } : undefined,
      },
      notificationsWithSubscribers: [
        ...TOLD_WHEN_SPENT.map((percent) => told('ACTUAL', percent)),
        told('FORECASTED', 100),
      ],
    });
  }
}
