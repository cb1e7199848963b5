import { GetQueueAttributesCommand, type QueueAttributeName, type SQSClient } from '@aws-sdk/client-sqs';

const counts: QueueAttributeName[] = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
];

export class SqsQueues {
  constructor(private readonly client: SQSClient) {}

  /** Messages that wait, are being worked on or are delayed; on AWS the figure may lag behind by some seconds. */
  async countMessages(queueUrl: string): Promise<number> {
    const { Attributes = {} } = await this.client.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: counts }),
    );
    return counts.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
  }
}
