import { Duration } from 'aws-cdk-lib';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { attributeEventsEnv } from '../../functions/attribute-events/env.ts';
import { ACCOUNT_SORT_KEY, ASIDE, FLUSH_SORT_KEY, LINK_SORT_KEY } from '../../functions/store/keys.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { emfMetric } from '../constructs/emf-metric.ts';
import { DeadLetterQueue } from '../constructs/queues.ts';
import { consumeTableStreams } from '../constructs/table-stream.ts';
import { busEventsWrittenBy } from './event-bus.ts';
import type { AccountsTable, EventsTable } from './tables.ts';

const QUARANTINED_TOO_MANY = 100;

export interface AttributionProps {
  config: StageConfig;
  surroundings: FunctionSurroundings;
  events: EventsTable;
  accounts: AccountsTable;
}

/** Who is who, and whose events are whose: what calls tell, and what waited for it. */
export class Attribution extends Construct {
  readonly failures: DeadLetterQueue;

  constructor(scope: Construct, id: string, { config, surroundings, events, accounts }: AttributionProps) {
    super(scope, id);
    const { alarms } = surroundings;

    const attributeEvents = new AlarmedFunction(this, {
      ...surroundings,
      name: 'attribute-events',
      environment: attributeEventsEnv,
      memoryInMegabytes: 512,
      timeout: Duration.minutes(2),
      effectOfFailing: 'What group and identify calls tell is not written down, and events of unknown users wait on.',
    });
    events.readableBy(attributeEvents);
    events.readableByKey(attributeEvents);
    events.writableInBatchesBy(attributeEvents);
    accounts.readableBy(attributeEvents);
    accounts.writableBy(attributeEvents);
    accounts.quarantineWritableBy(attributeEvents);
    attributeEvents.setEnvironment('TIME_ZONE', config.company.timeZone);
    attributeEvents.setEnvironment('RAW_RETENTION_IN_DAYS', String(config.retention.rawEventsInDays));
    attributeEvents.setEnvironment('NEW_USERS_PER_SOURCE_AND_DAY', String(config.limits.newUsersPerSourceAndDay));
    attributeEvents.setEnvironment('NEW_ACCOUNTS_PER_SOURCE_AND_DAY', String(config.limits.newAccountsPerSourceAndDay));
    attributeEvents.setEnvironment('QUARANTINED_PER_SOURCE_AND_DAY', String(config.limits.quarantinedPerSourceAndDay));
    attributeEvents.setEnvironment('QUARANTINE_KEPT_IN_DAYS', String(config.retention.quarantineInDays));
    attributeEvents.setEnvironment('TRAITS', JSON.stringify(config.traits));
    busEventsWrittenBy(attributeEvents, config);

    this.failures = new DeadLetterQueue(this, 'Failures', {
      name: 'attribute-events',
      effectOfLetters: 'Calls were given up on, or events of known users wait although their account is known.',
      alarms,
    });
    consumeTableStreams({
      streams: [
        {
          table: events.table,
          filters: [
            {
              eventName: FilterRule.or('INSERT', 'MODIFY'),
              dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(ASIDE) } } },
            },
          ],
        },
        {
          table: accounts.table,
          filters: [
            {
              eventName: FilterRule.isEqual('INSERT'),
              dynamodb: { Keys: { sk: { S: FilterRule.or(ACCOUNT_SORT_KEY, FLUSH_SORT_KEY) } } },
            },
            {
              // Also of a link that somebody trusted told after a page did, or that was moved.
              eventName: FilterRule.or('INSERT', 'MODIFY'),
              dynamodb: { Keys: { sk: { S: FilterRule.isEqual(LINK_SORT_KEY) } } },
            },
          ],
        },
      ],
      consumer: attributeEvents,
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(1),
      retryAttempts: 10,
      reportBatchItemFailures: true,
      failures: this.failures,
      effectOfLag: 'Facts from calls and events of users who have just become known come late.',
      alarms,
    });

    alarms.raise({
      heading: 'traits-quarantined',
      effect: 'What group and identify calls tell cannot be used, users become known too late, or too many are new.',
      metric: emfMetric('QuarantinedEvents', attributeEvents, { period: Duration.hours(1), statistic: 'Sum' }),
      above: QUARANTINED_TOO_MANY,
    });
  }
}
