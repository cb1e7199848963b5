import { type CfnElement, type Duration, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ContextAttribute, Schedule, type ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { AlarmedFunction } from './alarmed-function.ts';

export interface ScheduledCallsProps {
  name: string;
  description: string;
  schedule: ScheduleExpression;
  retryAttempts: number;
  maxEventAge: Duration;
}

/** Calls a function at set times, and tells it which time is meant: a call that is tried again means the same. */
export class ScheduledCalls extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { lambda }: Pick<AlarmedFunction, 'lambda'>,
    { name, description, schedule, retryAttempts, maxEventAge }: ScheduledCallsProps,
  ) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(lambda.node.defaultChild as CfnElement)}.Arn>:*]`,
      reason: 'All that the wildcard adds is versions and aliases of this one function.',
    });
    new Schedule(this, 'Default', {
      scheduleName: name,
      description,
      schedule,
      target: new LambdaInvoke(lambda, {
        role,
        retryAttempts,
        maxEventAge,
        input: ScheduleTargetInput.fromObject({ at: ContextAttribute.scheduledTime }),
      }),
    });
  }
}
