import type {
  DeleteMessageBatchResult,
  Message,
  ReceiveMessageCommandInput,
  ReceiveMessageResult,
} from '@aws-sdk/client-sqs';
import type { AwsJsonClient } from './json-client.ts';

const MOST_AT_ONCE = 10;
/** Longer than a queue is gone through. */
const HIDDEN_FOR_IN_SECONDS = 120;
/** A queue lies on several machines, and each answer is of some of them. */
const EMPTY_ANSWERS = 3;
/** Of a queue that holds more the rest is looked at by another run. */
const MOST_LETTERS = 10_000;

export interface DeadLettersOf {
  /** What they say, of those who are meant. */
  bodies: string[];
  /** There may be more than were looked at. */
  isCut: boolean;
}

/** Reads dead-letter queues by what their messages say, and takes messages out. Those that stay can be read again at once. */
export class DeadLetters {
  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    /** By their names, in the order in which they are gone through. */
    private readonly queueUrls: Record<string, string>,
  ) {}

  get queues(): string[] {
    return Object.keys(this.queueUrls);
  }

  /** @param isTaken whether those who are meant go */
  async look(queue: string, isMeant: (body: string) => boolean, isTaken: boolean): Promise<DeadLettersOf> {
    const QueueUrl = this.queueUrls[queue] as string;
    const seen = new Map<string, Message>();
    for (let empty = 0; empty < EMPTY_ANSWERS && seen.size < MOST_LETTERS; ) {
      const messages = await this.receive(QueueUrl);
      empty = messages.length === 0 ? empty + 1 : 0;
      for (const message of messages) seen.set(`${message.MessageId}`, message);
    }
    const [meant, others] = [[] as Message[], [] as Message[]];
    for (const message of seen.values()) (isMeant(`${message.Body}`) ? meant : others).push(message);
    const kept = isTaken ? others : [...others, ...meant];
    if (isTaken) await this.take(QueueUrl, meant);
    await this.putBack(QueueUrl, kept);
    return { bodies: meant.map(({ Body }) => `${Body}`), isCut: seen.size >= MOST_LETTERS };
  }

  private async receive(QueueUrl: string): Promise<Message[]> {
    const input: ReceiveMessageCommandInput = {
      QueueUrl,
      MaxNumberOfMessages: MOST_AT_ONCE,
      VisibilityTimeout: HIDDEN_FOR_IN_SECONDS,
      WaitTimeSeconds: 0,
    };
    const { Messages = [] } = await this.client.call<ReceiveMessageResult>('ReceiveMessage', input);
    return Messages;
  }

  private async take(QueueUrl: string, messages: readonly Message[]): Promise<void> {
    for (const some of inBatches(messages)) {
      const Entries = some.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
      const { Failed = [] } = await this.client.call<Partial<DeleteMessageBatchResult>>('DeleteMessageBatch', {
        QueueUrl,
        Entries,
      });
      if (Failed.length > 0)
        throw new LetterNotTakenError(`the queue kept ${Failed.length} messages: ${Failed[0]?.Code}`);
    }
  }

  /** Of one for which it fails the time is up a little later. */
  private async putBack(QueueUrl: string, messages: readonly Message[]): Promise<void> {
    for (const some of inBatches(messages)) {
      const Entries = some.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle, VisibilityTimeout: 0 }));
      await this.client.call('ChangeMessageVisibilityBatch', { QueueUrl, Entries });
    }
  }
}

const inBatches = (messages: readonly Message[]): Message[][] =>
  Array.from({ length: Math.ceil(messages.length / MOST_AT_ONCE) }, (_, batch) =>
    messages.slice(batch * MOST_AT_ONCE, (batch + 1) * MOST_AT_ONCE),
  );

/** The queue did not take a message out that it was told to. */
class LetterNotTakenError extends Error {
  override readonly name = 'LetterNotTakenError';
  readonly code = 'letter-not-taken';
}
