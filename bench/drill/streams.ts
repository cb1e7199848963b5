import type { RowChange } from '../../test/support/dynamo-in-memory/dynamo-in-memory.ts';
import type { World } from './world.ts';

/** How a function reads a table's stream: as `lib/features/` has it, written down once more, and held to it by no test. */
export interface StreamReader {
  function: string;
  table: 'events' | 'accounts';
  isMeant(change: RowChange): boolean;
  batchSize: number;
  retryAttempts: number;
  /** What was given up is kept in a queue. */
  hasDeadLetters: boolean;
}

const SHARDS = 2;
const text = (value: unknown) => (value as { S?: string } | undefined)?.S;
const isNewOrOther = ({ eventName }: RowChange) => eventName !== 'REMOVE';

export const streamReaders: StreamReader[] = [
  {
    function: 'roll-up-usage',
    table: 'events',
    isMeant: isNewOrOther,
    batchSize: 1000,
    retryAttempts: 10,
    hasDeadLetters: true,
  },
  {
    function: 'attribute-events',
    table: 'events',
    isMeant: (change) => isNewOrOther(change) && change.sk.startsWith('~'),
    batchSize: 100,
    retryAttempts: 10,
    hasDeadLetters: true,
  },
  {
    function: 'attribute-events',
    table: 'accounts',
    isMeant: ({ eventName, sk }) =>
      (eventName === 'INSERT' && (sk === '3#account' || sk === 'flush')) || (eventName !== 'REMOVE' && sk === 'link'),
    batchSize: 100,
    retryAttempts: 10,
    hasDeadLetters: true,
  },
  {
    function: 'deliver-outbox',
    table: 'accounts',
    isMeant: ({ eventName, sk, after }) =>
      /^1#(mail|slack|bus)#/.test(sk) &&
      text(after?.status) === 'pending' &&
      (eventName === 'INSERT' || (eventName === 'MODIFY' && after?.releasedAt !== undefined)),
    batchSize: 25,
    retryAttempts: 2,
    hasDeadLetters: false,
  },
];

/**
 * Reads shards in their order, as Lambda does: batches of any size up to the function's own, tried again and cut in two
 * when they fail, given up after so many tries; now and then one that was done comes again, late.
 */
export class StreamReading {
  /** What was given up. */
  readonly letters: RowChange[][] = [];
  private readonly positions = new Map<number, number>();
  private isEnding = false;

  constructor(
    private readonly world: World,
    private readonly reader: StreamReader,
    private readonly changes: RowChange[],
  ) {}

  /** Until it was told to end, and everything is read. */
  async read(): Promise<void> {
    await Promise.all(Array.from({ length: SHARDS }, (_, shard) => this.readShard(shard)));
  }

  /** Reads what comes from now on as well; `end` lets `read` end once it has read all. */
  end(): void {
    this.isEnding = true;
  }

  /** From the beginning, as the runbook has it done where batches were given up. */
  again(): void {
    this.positions.clear();
    this.letters.length = 0;
    this.isEnding = false;
  }

  private async readShard(shard: number): Promise<void> {
    const { reader, world } = this;
    for (;;) {
      const from = this.positions.get(shard) ?? 0;
      const batch: RowChange[] = [];
      const most = 1 + world.below(Math.min(12, reader.batchSize));
      let position = from;
      for (; position < this.changes.length && batch.length < most; position += 1) {
        const change = this.changes[position] as RowChange;
        if (change.table !== reader.table || shardOf(change.pk) !== shard || !reader.isMeant(change)) continue;
        batch.push(change);
      }
      if (batch.length === 0) {
        this.positions.set(shard, position);
        if (this.isEnding) return;
        await world.sleep(500 + world.below(1500));
        continue;
      }
      await this.deliver(batch, 0);
      this.positions.set(shard, position);
      if (world.areThingsWrong && world.chance(0.05)) {
        world.count('batches of a stream repeated late');
        const late = this.changes.filter((change) => change.table === reader.table && reader.isMeant(change));
        const at = world.below(late.length);
        await this.deliver(late.slice(at, at + 3), reader.retryAttempts);
      }
    }
  }

  private async deliver(batch: RowChange[], tries: number): Promise<void> {
    const { reader, world } = this;
    const records = batch.map((change, i) => recordOf(change, i));
    const outcome = (await world.call(reader.function, { Records: records }).catch(() => null)) as {
      batchItemFailures?: { itemIdentifier: string }[];
    } | null;
    const failed = outcome?.batchItemFailures?.[0]?.itemIdentifier;
    if (outcome !== null && failed === undefined) return;
    const left = failed === undefined ? batch : batch.slice(Number(failed));
    if (tries >= reader.retryAttempts) {
      if (!reader.hasDeadLetters) return;
      world.count('given up');
      this.letters.push(left);
      return;
    }
    world.count('batches of a stream tried again');
    await world.sleep(1000);
    if (outcome === null && left.length > 1) {
      const half = Math.floor(left.length / 2);
      await this.deliver(left.slice(0, half), tries + 1);
      await this.deliver(left.slice(half), tries + 1);
    } else await this.deliver(left, tries + 1);
  }
}

function shardOf(pk: string): number {
  let sum = 0;
  for (let i = 0; i < pk.length; i += 1) sum = (sum * 31 + pk.charCodeAt(i)) % 1_000_003;
  return sum % SHARDS;
}

const recordOf = ({ eventName, pk, sk, after, table }: RowChange, i: number) => ({
  eventID: String(i),
  eventName,
  eventSourceARN: `arn:aws:dynamodb:ap-northeast-1:1:table/${table}/stream/1`,
  dynamodb: {
    Keys: { pk: { S: pk }, sk: { S: sk } },
    SequenceNumber: String(i),
    ...(table === 'accounts' && { NewImage: after }),
  },
});
