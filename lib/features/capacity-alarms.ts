import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { LISTED_INDEX } from '../../functions/store/keys.ts';
import type { RunbookAlarms } from '../constructs/runbook-alarms.ts';
import type { AccountsTable } from './tables.ts';

const period = Duration.minutes(5);

/** Tells when AWS lets the installation do less than it has to. */
export class CapacityAlarms extends Construct {
  constructor(scope: Construct, id: string, { alarms, accounts }: { alarms: RunbookAlarms; accounts: AccountsTable }) {
    super(scope, id);
    alarms.raise({
      heading: 'index-writes-throttled',
      effect: 'Tasks, mails and events of the night are written late.',
      metric: new Metric({
        namespace: 'AWS/DynamoDB',
        metricName: 'WriteThrottleEvents',
        // What the table's own dimension counts leaves its indexes out.
        dimensionsMap: { TableName: accounts.table.tableName, GlobalSecondaryIndexName: LISTED_INDEX },
        statistic: Stats.SUM,
        period,
      }),
      above: 0,
    });
    alarms.raise({
      heading: 'functions-throttled',
      effect: 'Deliveries are refused, pages are not shown or work comes late.',
      // Of all functions of the account in the region: they share what it may run at a time, and an alarm for each costs.
      metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: Stats.SUM, period }),
      above: 0,
      // Pollers try again by themselves; what lasts concerns people.
      periods: 2,
    });
  }
}
