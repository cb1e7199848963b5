import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { AlarmedFunction } from './alarmed-function.ts';
import type { DeadLetterQueue } from './queues.ts';
import type { RunbookAlarms } from './runbook-alarms.ts';

const LAG_IN_MINUTES = 10;

export interface TableStreamConsumption {
  /** Of each table, which records the consumer is called for, by any of the filters; the others cost nothing. */
  streams: { table: Table; filters: Record<string, unknown>[] }[];
  consumer: AlarmedFunction;
  batchSize: number;
  /** How long records may be gathered into a batch. */
  maxBatchingWindow?: Duration;
  retryAttempts: number;
  /** Whether the consumer answers with what of a batch failed. */
  reportBatchItemFailures?: boolean;
  /** Where the place of a batch that failed for good is noted; without it, something else finds what is left. */
  failures?: DeadLetterQueue;
  effectOfLag: string;
  alarms: RunbookAlarms;
}

/** Lets a function follow the streams of tables: a bad record is told apart by halving its batch, and never blocks for ever. */
export function consumeTableStreams(consumption: TableStreamConsumption): void {
  const { streams, consumer, failures, effectOfLag, alarms, ...options } = consumption;
  const { lambda } = consumer;
  for (const { table, filters } of streams) {
    lambda.addEventSource(
      new DynamoEventSource(table, {
        ...options,
        // From the oldest record on: what was written while the mapping was being made counts too.
        startingPosition: StartingPosition.TRIM_HORIZON,
        filters: filters.map((filter) => FilterCriteria.filter(filter)),
        bisectBatchOnError: true,
        ...(failures && { onFailure: new SqsDlq(failures.queue) }),
      }),
    );
  }
  consumer.acknowledgeWildcard('*', 'dynamodb:ListStreams knows no resource, and tells names of streams only.');
  alarms.raise({
    heading: `${consumer.node.id}-lags`,
    effect: effectOfLag,
    metric: lambda.metric('IteratorAge', { period: Duration.minutes(5), statistic: 'Maximum' }),
    above: Duration.minutes(LAG_IN_MINUTES).toMilliseconds(),
    periods: 2,
  });
}
