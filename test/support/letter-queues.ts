import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { lambdaSettings } from '../../functions/aws/aws-endpoint.ts';
import { DeadLetters } from '../../functions/aws/dead-letters.ts';
import { AwsJsonClient, sqs } from '../../functions/aws/json-client.ts';

export interface LetterQueues {
  letters: DeadLetters;
  put(queue: string, message: object): Promise<void>;
  /** Everything that lies there, and stays. */
  bodies(): Promise<string[]>;
}

/** Dead-letter queues of their own, in the service that the tests have. */
export async function createLetterQueues(names: readonly string[]): Promise<LetterQueues> {
  const endpoint = process.env.SAKIMAWARI_TEST_AWS_ENDPOINT as string;
  const client = new SQSClient({ endpoint });
  const urls: Record<string, string> = {};
  for (const name of names) {
    const QueueName = `${name}-${crypto.randomUUID()}`;
    urls[name] = (await client.send(new CreateQueueCommand({ QueueName }))).QueueUrl as string;
  }
  return {
    letters: new DeadLetters(new AwsJsonClient(sqs, { ...lambdaSettings(), endpoint }), urls),
    put: async (queue, message) => {
      await client.send(new SendMessageCommand({ QueueUrl: urls[queue], MessageBody: JSON.stringify(message) }));
    },
    bodies: async () => {
      const found: string[] = [];
      for (const QueueUrl of Object.values(urls)) {
        for (;;) {
          const asked = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 1 };
          const { Messages = [] } = await client.send(new ReceiveMessageCommand(asked));
          if (Messages.length === 0) break;
          found.push(...Messages.map(({ Body }) => `${Body}`));
        }
      }
      return found.sort();
    },
  };
}
