import { Duration, Stack } from 'aws-cdk-lib';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { deliverOutboxEnv, SWEEPS_EVERY_IN_MINUTES } from '../../functions/outbox/env.ts';
import { BUS_SORT_PREFIX, CHAT_SORT_PREFIX, MAIL_SORT_PREFIX } from '../../functions/store/keys.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import { emfMetric } from '../constructs/emf-metric.ts';
import { ScheduledCalls } from '../constructs/scheduled-calls.ts';
import { consumeTableStreams } from '../constructs/table-stream.ts';
import { chatPostableBy } from './chat.ts';
import { companyKnownBy } from './company.ts';
import { companyMailSendableBy } from './company-mail.ts';
import { busEventsWrittenBy, type CompanyBus } from './event-bus.ts';
import { linkKeysReadableBy } from './sealing-keys.ts';
import type { AccountsTable } from './tables.ts';

const SWEEP_INTERVAL = Duration.minutes(SWEEPS_EVERY_IN_MINUTES);
/** Three sweeps in a row that did not get a mail out. */
const PENDING_TOO_LONG = Duration.minutes(15);
const QUOTA_NEARLY_USED_IN_PERCENT = 80;

export interface OutboxProps {
  stage: string;
  config: StageConfig;
  surroundings: FunctionSurroundings;
  accounts: AccountsTable;
  bus: CompanyBus;
  configurationSet: ConfigurationSet;
  /** Where the pages are that links in mails lead to. */
  webUrl: string;
}

/** Mails, messages and events out: each row leaves from the table's stream, and by the sweeper where that missed it. */
export class Outbox extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stage, config, surroundings, accounts, bus, configurationSet, webUrl }: OutboxProps,
  ) {
    super(scope, id);
    const { alarms } = surroundings;

    const deliverOutbox = new AlarmedFunction(this, {
      ...surroundings,
      name: 'deliver-outbox',
      environment: deliverOutboxEnv,
      memoryInMegabytes: 512,
      timeout: Duration.minutes(1),
      effectOfFailing: 'Mails leave up to five minutes late: the sweeper finds what was left.',
    });
    const sweepOutbox = new AlarmedFunction(this, {
      ...surroundings,
      name: 'sweep-outbox',
      environment: deliverOutboxEnv,
      memoryInMegabytes: 512,
      // Ends before the next sweep begins.
      timeout: Duration.minutes(4),
      effectOfFailing: 'Mails that missed their first try wait longer; the next sweep is five minutes away.',
    });
    for (const sender of [deliverOutbox, sweepOutbox]) {
      accounts.readableBy(sender);
      accounts.writableBy(sender);
      companyKnownBy(sender, config);
      companyMailSendableBy(sender, Stack.of(this), { domains: config.mail.domains, configurationSet });
      linkKeysReadableBy(sender, Stack.of(this), stage);
      sender.setEnvironment('WEB_URL', webUrl);
      bus.tellableBy(sender);
      busEventsWrittenBy(sender, config);
      chatPostableBy(sender, Stack.of(this), config);
    }

    accounts.outboxSweepableBy(sweepOutbox);

    const isOutboxRow = {
      sk: {
        S: [MAIL_SORT_PREFIX, CHAT_SORT_PREFIX, BUS_SORT_PREFIX].flatMap((way) => FilterRule.beginsWith(way)),
      },
    };
    const isPending = { status: { S: FilterRule.isEqual('pending') } };
    const newRows = {
      eventName: FilterRule.isEqual('INSERT'),
      dynamodb: { Keys: isOutboxRow, NewImage: isPending },
    };
    // Approved, or released after it was held or while it waited.
    const releasedRows = {
      eventName: FilterRule.isEqual('MODIFY'),
      dynamodb: { Keys: isOutboxRow, NewImage: { ...isPending, releasedAt: { S: FilterRule.exists() } } },
    };
    consumeTableStreams({
      streams: [{ table: accounts.table, filters: [newRows, releasedRows] }],
      consumer: deliverOutbox,
      batchSize: 25,
      retryAttempts: 2,
      effectOfLag: 'Mails leave late.',
      alarms,
    });

    sweepOutbox.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: SWEEP_INTERVAL });
    new ScheduledCalls(this, 'Sweeps', sweepOutbox, {
      name: `${surroundings.prefix}-sweep-outbox`,
      description: 'Sends what the stream missed, holds what a dead run left claimed.',
      schedule: ScheduleExpression.rate(SWEEP_INTERVAL),
      retryAttempts: 0,
      maxEventAge: SWEEP_INTERVAL,
    });

    alarms.raise({
      heading: 'mails-pending-too-long',
      effect: 'Tasks and customer mails do not reach anybody.',
      metric: emfMetric('OldestPendingMailInSeconds', sweepOutbox, { period: SWEEP_INTERVAL, statistic: 'Maximum' }),
      above: PENDING_TOO_LONG.toSeconds(),
    });
    alarms.raise({
      heading: 'rows-unreadable',
      effect: 'Mails, messages or events wait that this release can not read.',
      metric: emfMetric('UnreadableRows', sweepOutbox, { period: SWEEP_INTERVAL, statistic: 'Maximum' }),
      above: 0,
      // While a newer release is being deployed, the one before may meet its rows.
      periods: 3,
    });
    alarms.raise({
      heading: 'mails-held',
      effect: 'Mails wait for a person: they were refused, or nobody knows whether they went out.',
      metric: emfMetric('HeldMails', sweepOutbox, { period: SWEEP_INTERVAL, statistic: 'Maximum' }),
      above: 0,
    });
    alarms.raise({
      heading: 'sending-quota-nearly-used',
      effect: 'When the rest is used up too, mails wait until tomorrow.',
      metric: emfMetric('SendingQuotaUsedInPercent', sweepOutbox, { period: SWEEP_INTERVAL, statistic: 'Maximum' }),
      above: QUOTA_NEARLY_USED_IN_PERCENT,
    });
  }
}
