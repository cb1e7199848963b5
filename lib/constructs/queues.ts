import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { RunbookAlarms } from './runbook-alarms.ts';

/** AWS's advice for a queue that a function reads: a message stays hidden through all retries of a throttled batch. */
const VISIBILITY_TIMEOUTS_OF_CONSUMER = 6;
const RECEIVES_BEFORE_DEAD_LETTER = 5;

export interface DeadLetterQueueProps {
  /** Names the alarm `<name>-dead-letters`. */
  name: string;
  effectOfLetters: string;
  alarms: RunbookAlarms;
}

/** Where work goes that failed for good; one message is enough for an alarm. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { name, effectOfLetters, alarms }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is a dead-letter queue itself.' });
    alarms.raise({
      heading: `${name}-dead-letters`,
      effect: effectOfLetters,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      above: 0,
    });
  }
}

export interface WorkQueueProps extends DeadLetterQueueProps {
  consumerTimeout: Duration;
}

/** A queue that one function reads, with its dead-letter queue. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { consumerTimeout, ...deadLetters }: WorkQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', deadLetters);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(consumerTimeout.toSeconds() * VISIBILITY_TIMEOUTS_OF_CONSUMER),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: RECEIVES_BEFORE_DEAD_LETTER },
    });
  }
}
