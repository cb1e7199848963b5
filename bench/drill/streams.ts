import type { RowChange } from '../../test/support/dynamo-in-memory/dynamo-in-memory.ts';
import type { World } from './world.ts';

/** How a function reads a table's stream. It is as the stacks have it: `test/lib/drilled-streams.test.ts` compares them. */
export interface StreamReader {
  function: string;
  table: 'events' | 'accounts';
  /** By any of these, in the language of Lambda's filters; the others the function is not called for. */
  filters: object[];
  batchSize: number;
  retryAttempts: number;
  /** What was given up is kept in a queue. */
  hasDeadLetters: boolean;
}

const SHARDS = 2;

const outboxRows = { sk: { S: ['1#mail#', '1#slack#', '1#bus#'].map((prefix) => ({ prefix })) } };

export const streamReaders: StreamReader[] = [
  {
    function: 'roll-up-usage',
    table: 'events',
    filters: [{ eventName: ['INSERT', 'MODIFY'] }],
    batchSize: 10_000,
    retryAttempts: 10,
    hasDeadLetters: true,
  },
  {
    function: 'attribute-events',
    table: 'events',
    filters: [{ eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: [{ prefix: '~' }] } } } }],
    batchSize: 100,
    retryAttempts: 10,
    hasDeadLetters: true,
  },
  {
    function: 'attribute-events',
    table: 'accounts',
    filters: [
      { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: ['3#account', 'flush'] } } } },
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: ['link'] } } } },
    ],
    batchSize: 100,
    retryAttempts: 10,
    hasDeadLetters: true,
  },
  {
    function: 'deliver-outbox',
    table: 'accounts',
    filters: [
      { eventName: ['INSERT'], dynamodb: { Keys: outboxRows, NewImage: { status: { S: ['pending'] } } } },
      {
        eventName: ['MODIFY'],
        dynamodb: { Keys: outboxRows, NewImage: { status: { S: ['pending'] }, releasedAt: { S: [{ exists: true }] } } },
      },
    ],
    batchSize: 25,
    retryAttempts: 2,
    hasDeadLetters: false,
  },
];

/** By the rules of Lambda that the filters above use: a list of what a value may be, each as it is or by how it begins. */
function matches(filter: object, value: unknown): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    const found = (value as Record<string, unknown> | undefined)?.[name];
    if (!Array.isArray(wanted)) return matches(wanted, found);
    return wanted.some((rule: string | { prefix?: string; exists?: boolean }) => {
      if (typeof rule === 'string') return found === rule;
      if (rule.prefix !== undefined) return String(found ?? '').startsWith(rule.prefix);
      if (rule.exists !== undefined) return (found !== undefined) === rule.exists;
      throw new TypeError(`the drill knows no rule ${JSON.stringify(rule)}`);
    });
  });
}

function isMeant({ filters }: StreamReader, change: RowChange): boolean {
  const { eventName, pk, sk, after } = change;
  const record = { eventName, dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, NewImage: after } };
  return filters.some((filter) => matches(filter, record));
}

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
        if (change.table !== reader.table || shardOf(change.pk) !== shard || !isMeant(reader, change)) continue;
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
        const late = this.changes.filter((change) => change.table === reader.table && isMeant(reader, change));
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
