import type { GetQueueAttributesCommandInput, GetQueueAttributesResult, QueueAttributeName } from '@aws-sdk/client-sqs';
import type { AwsJsonClient } from './json-client.ts';

const counts: QueueAttributeName[] = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];

export class SqsQueues {
  constructor(private readonly client: Pick<AwsJsonClient, 'call'>) {}

  /**
   * Messages that wait or are being worked on; on AWS the figure may lag behind by some seconds. Those that are meant for
   * a later moment don't wait yet.
   */
  async countMessages(queueUrl: string): Promise<number> {
    const input: GetQueueAttributesCommandInput = { QueueUrl: queueUrl, AttributeNames: counts };
    const { Attributes = {} } = await this.client.call<GetQueueAttributesResult>('GetQueueAttributes', input);
    return counts.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
  }
}
