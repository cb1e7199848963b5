import { Duration, Stack } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { writeToCrmEnv } from '../../functions/write-to-crm/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings, type Grantee } from '../constructs/alarmed-function.ts';
import { emfMetric } from '../constructs/emf-metric.ts';
import { ScheduledCalls } from '../constructs/scheduled-calls.ts';
import { secretReadableBy } from '../constructs/secret-access.ts';
import { companyKnownBy } from './company.ts';
import type { AccountsTable } from './tables.ts';

const WRITES_EVERY = Duration.minutes(1);
/** Longer than a CRM that is being mended, or that asks for patience, usually takes. */
const WAITS_TOO_LONG = Duration.hours(1);

export interface CrmWritingProps {
  config: StageConfig;
  crms: NonNullable<StageConfig['crm']>;
  surroundings: FunctionSurroundings;
  accounts: AccountsTable;
}

/** Brings the company's CRMs up to what is known of its accounts, a minute after it changed. */
export class CrmWriting extends Construct {
  constructor(scope: Construct, id: string, { config, crms, surroundings, accounts }: CrmWritingProps) {
    super(scope, id);
    const { alarms, prefix } = surroundings;
    const writeToCrm = new AlarmedFunction(this, {
      ...surroundings,
      name: 'write-to-crm',
      environment: writeToCrmEnv,
      memoryInMegabytes: 512,
      timeout: Duration.minutes(10),
      effectOfFailing: 'Scores, reasons and next actions in the CRM are those of before; the next run makes up for it.',
    });
    accounts.readableBy(writeToCrm);
    accounts.writableBy(writeToCrm);
    accounts.checkableBy(writeToCrm);
    accounts.crmDueReadableBy(writeToCrm);
    companyKnownBy(writeToCrm, config);
    writeToCrm.setEnvironment('CRMS', JSON.stringify(crms));
    for (const { secret } of Object.values(crms)) secretReadableBy(writeToCrm, Stack.of(this), secret);

    writeToCrm.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: WRITES_EVERY });
    new ScheduledCalls(this, 'Schedule', writeToCrm, {
      name: `${prefix}-write-to-crm`,
      description: 'Writes into the CRM what changed; once a day it looks at all accounts.',
      schedule: ScheduleExpression.rate(WRITES_EVERY),
      retryAttempts: 0,
      maxEventAge: WRITES_EVERY,
    });

    alarms.raise({
      heading: 'crm-shut',
      effect: 'A CRM does not let us in any more: nothing is written into it until its token is renewed.',
      metric: emfMetric('ShutCrms', writeToCrm, { period: Duration.minutes(5), statistic: 'Maximum' }),
      above: 0,
    });
    alarms.raise({
      heading: 'crm-waits-too-long',
      effect: 'A CRM has taken nothing for an hour: what sales sees there is older than that.',
      metric: emfMetric('LongestCrmWaitInSeconds', writeToCrm, { period: Duration.minutes(5), statistic: 'Maximum' }),
      above: WAITS_TOO_LONG.toSeconds(),
    });
  }
}

/** Tells what evaluates accounts whether somebody waits for what changed. */
export function crmFedBy(grantee: Grantee<'FEEDS_CRM'>, { crm }: StageConfig): void {
  grantee.setEnvironment('FEEDS_CRM', crm === undefined ? 'off' : 'on');
}
