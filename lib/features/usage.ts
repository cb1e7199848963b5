import { Duration } from 'aws-cdk-lib';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { rollUpUsageEnv } from '../../functions/roll-up-usage/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { emfMetric } from '../constructs/emf-metric.ts';
import { DeadLetterQueue } from '../constructs/queues.ts';
import { consumeTableStreams } from '../constructs/table-stream.ts';
import type { ChangedAccounts } from './scoring.ts';
import type { AccountsTable, EventsTable } from './tables.ts';

export interface UsageProps {
  config: StageConfig;
  surroundings: FunctionSurroundings;
  events: EventsTable;
  accounts: AccountsTable;
  changedAccounts: ChangedAccounts;
}

/** Raw events to hours and days of usage. */
export class Usage extends Construct {
  readonly failures: DeadLetterQueue;

  constructor(scope: Construct, id: string, { config, surroundings, events, accounts, changedAccounts }: UsageProps) {
    super(scope, id);
    const { alarms } = surroundings;

    const rollUpUsage = new AlarmedFunction(this, {
      ...surroundings,
      name: 'roll-up-usage',
      environment: rollUpUsageEnv,
      memoryInMegabytes: 512,
      timeout: Duration.minutes(2),
      effectOfFailing: 'Stored events are not counted yet; the batch is tried again, then parked.',
    });
    events.readableBy(rollUpUsage);
    accounts.readableBy(rollUpUsage);
    accounts.writableBy(rollUpUsage);
    changedAccounts.sendableBy(rollUpUsage);
    rollUpUsage.setEnvironment('TIME_ZONE', config.company.timeZone);
    rollUpUsage.setEnvironment('RAW_RETENTION_IN_DAYS', String(config.retention.rawEventsInDays));
    rollUpUsage.setEnvironment('NEW_NAMES_PER_SOURCE_AND_DAY', String(config.limits.newNamesPerSourceAndDay));
    rollUpUsage.setEnvironment('NEW_USERS_PER_SOURCE_AND_DAY', String(config.limits.newUsersPerSourceAndDay));
    rollUpUsage.setEnvironment('NEW_ACCOUNTS_PER_SOURCE_AND_DAY', String(config.limits.newAccountsPerSourceAndDay));

    this.failures = new DeadLetterQueue(this, 'Failures', {
      name: 'roll-up-usage',
      effectOfLetters: 'Hours of usage were given up on: they lack events until they are rolled up again.',
      alarms,
    });
    consumeTableStreams({
      // Not what the table's time-to-live removes: an hour that begins to expire keeps its tally.
      streams: [{ table: events.table, filters: [{ eventName: FilterRule.or('INSERT', 'MODIFY') }] }],
      consumer: rollUpUsage,
      // As many as there may be: what lags is caught up by counting each hour once for all of its events that wait.
      batchSize: 10_000,
      maxBatchingWindow: Duration.seconds(2),
      retryAttempts: 10,
      reportBatchItemFailures: true,
      failures: this.failures,
      effectOfLag: 'Usage is counted late: signals that should trip within seconds trip later.',
      alarms,
    });

    alarms.raise({
      heading: 'events-conflict',
      effect: 'A source posts the same event id with different content: the later one counted, once.',
      metric: emfMetric('ConflictingEvents', rollUpUsage, { period: Duration.hours(1), statistic: 'Sum' }),
      above: 0,
    });
    alarms.raise({
      heading: 'usage-left-out',
      effect: 'A source brings more than is counted one by one: what signals do not use is counted together.',
      metric: emfMetric('LeftOutOfUsage', rollUpUsage, { period: Duration.hours(1), statistic: 'Sum' }),
      above: 0,
    });
  }
}
