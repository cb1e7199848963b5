import { Duration, TimeZone } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { checkSendersEnv } from '../../functions/check-senders/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings, type Grantee } from '../constructs/alarmed-function.ts';
import { ScheduledCalls } from '../constructs/scheduled-calls.ts';
import { companyKnownBy, keptInDaysKnownBy } from './company.ts';
import type { AccountsTable } from './tables.ts';

export interface SenderChecksProps {
  config: StageConfig;
  surroundings: FunctionSurroundings;
  accounts: AccountsTable;
}

/** Every night, before the mails of the day fall due: can they go out? And what can be forgotten? */
export class SenderChecks extends Construct {
  constructor(scope: Construct, id: string, { config, surroundings, accounts }: SenderChecksProps) {
    super(scope, id);
    const checkSenders = new AlarmedFunction(this, {
      ...surroundings,
      name: 'check-senders',
      environment: checkSendersEnv,
      memoryInMegabytes: 512,
      // The check takes seconds; what is to be forgotten may take a while, and goes on the night after.
      timeout: Duration.minutes(5),
      effectOfFailing:
        'Nobody is told beforehand when mail cannot go out; the mails themselves are held and say so. What is kept no longer stays longer.',
    });
    accounts.readableBy(checkSenders);
    accounts.writableBy(checkSenders);
    accounts.usageForgettableBy(checkSenders);
    accounts.overdueForgettableBy(checkSenders);
    keptInDaysKnownBy(checkSenders, config);
    companyKnownBy(checkSenders, config);
    mailServiceReadableBy(checkSenders);

    new ScheduledCalls(this, 'Schedule', checkSenders, {
      name: `${surroundings.prefix}-check-senders`,
      description: 'Looks whether the mails of the day can go out; forgets what is kept no longer.',
      schedule: ScheduleExpression.cron({
        hour: String(config.scoring.hour),
        minute: '30',
        timeZone: TimeZone.of(config.company.timeZone),
      }),
      retryAttempts: 3,
      maxEventAge: Duration.hours(1),
    });
  }
}

/** Lets a function see how the company's senders stand with SES. */
export function mailServiceReadableBy(grantee: Grantee): void {
  grantee.allow({
    actions: [
      'ses:GetAccountSendingEnabled',
      'ses:GetIdentityDkimAttributes',
      'ses:GetIdentityMailFromDomainAttributes',
      'ses:GetIdentityVerificationAttributes',
      'ses:GetSendQuota',
      'ses:GetSendStatistics',
    ],
    resources: ['*'],
  });
  grantee.acknowledgeWildcard('*', 'SES knows no resource for these, which only read.');
}
