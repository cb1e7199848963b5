import { Duration } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { sendDigestsEnv } from '../../functions/send-digests/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { emfMetric } from '../constructs/emf-metric.ts';
import { ScheduledCalls } from '../constructs/scheduled-calls.ts';
import { companyKnownBy } from './company.ts';
import type { AccountsTable } from './tables.ts';

export interface DigestsProps {
  config: StageConfig;
  surroundings: FunctionSurroundings;
  accounts: AccountsTable;
}

/** Each of the team gets the day's work at their own hour. */
export class Digests extends Construct {
  constructor(scope: Construct, id: string, { config, surroundings, accounts }: DigestsProps) {
    super(scope, id);
    const sendDigests = new AlarmedFunction(this, {
      ...surroundings,
      name: 'send-digests',
      environment: sendDigestsEnv,
      memoryInMegabytes: 1024,
      timeout: Duration.minutes(10),
      effectOfFailing: 'Digests come late: the next hour makes up for it, up to two hours after they were due.',
    });
    accounts.readableBy(sendDigests);
    accounts.writableBy(sendDigests);
    companyKnownBy(sendDigests, config);
    sendDigests.setEnvironment('SOURCES', JSON.stringify(config.sources));
    surroundings.alarms.raise({
      heading: 'team-or-tasks-unreadable',
      effect: 'Digests leave out people or tasks that this release can not read, and their accounts are set aside.',
      metric: emfMetric('UnreadableRows', sendDigests, { period: Duration.hours(1), statistic: 'Maximum' }),
      above: 0,
      periods: 2,
    });
    // Where it lay from the first: a schedule under another logical id would meet its own name.
    new ScheduledCalls(new Construct(this, 'Hourly'), 'Schedule', sendDigests, {
      name: `${surroundings.prefix}-send-digests`,
      description: "Sends the day's work to those whose hour it is.",
      // In UTC: it is some hour of everybody's day.
      schedule: ScheduleExpression.cron({ minute: '0' }),
      retryAttempts: 2,
      maxEventAge: Duration.minutes(50),
    });
  }
}
