import { Duration, TimeZone } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { sendKpiReportEnv } from '../../functions/send-kpi-report/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { ScheduledCalls } from '../constructs/scheduled-calls.ts';
import { companyKnownBy } from './company.ts';
import type { AccountsTable } from './tables.ts';

export interface KpiReportsProps {
  config: StageConfig;
  surroundings: FunctionSurroundings;
  accounts: AccountsTable;
}

/** Once a month managers see how many customers stayed, and what they pay. */
export class KpiReports extends Construct {
  constructor(scope: Construct, id: string, { config, surroundings, accounts }: KpiReportsProps) {
    super(scope, id);
    const sendKpiReport = new AlarmedFunction(this, {
      ...surroundings,
      name: 'send-kpi-report',
      environment: sendKpiReportEnv,
      memoryInMegabytes: 1024,
      timeout: Duration.minutes(15),
      effectOfFailing: "The month's KPIs are missing, to some managers or to all.",
    });
    accounts.readableBy(sendKpiReport);
    accounts.writableBy(sendKpiReport);
    companyKnownBy(sendKpiReport, config);
    sendKpiReport.setEnvironment('KPIS', JSON.stringify(config.kpis));
    new ScheduledCalls(this, 'Schedule', sendKpiReport, {
      name: `${surroundings.prefix}-send-kpi-report`,
      description: 'Sends the KPIs of a month on the first business day of the next.',
      schedule: ScheduleExpression.cron({
        // Nowhere are more days in a row off than these; which of them is the first business day, the function knows.
        day: '1-15',
        hour: String(config.healthList.hour),
        minute: '0',
        timeZone: TimeZone.of(config.company.timeZone),
      }),
      retryAttempts: 5,
      maxEventAge: Duration.hours(12),
    });
  }
}
