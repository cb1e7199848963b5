import type { SignalRow } from '../../../domain/data-map/data-map.ts';
import type { SignalWeek } from '../../../domain/signal-work/signal-weeks.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import type { Day } from '../../../domain/time/day.ts';
import { decodeTask } from '../accounts/account-items.ts';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import type { Item } from '../item.ts';
import { CLOSED_TASKS_LIST, OPEN_TASKS_LIST, SIGNAL_WORK_ROW_KEY } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { readListed } from '../lists/listed-rows.ts';
import { keysOfList } from '../lists/spread-lists.ts';
import { PackedRecord } from '../packed-record.ts';

/** What became of the signals' tasks, as a night counted it. */
export interface SignalWork {
  /** ISO. */
  countedAt: string;
  /** The latest first. */
  weeks: SignalWeek[];
  /** Whether what each signal lives on arrives, and what of it does not. */
  data: Record<string, { state: SignalRow['state']; missing: string[] }>;
}

const signalWorkRecord = new PackedRecord<SignalWork>({ name: 'signal-work' });

const TASKS_AT_A_TIME = 200;

/** What pages tell of signals, in one row. */
export class DynamoSignalWork {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Undefined where no night has counted yet. */
  async read(): Promise<SignalWork | undefined> {
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key: SIGNAL_WORK_ROW_KEY }));
    return Item && decodeSignalWork(Item);
  }

  async put(work: SignalWork): Promise<void> {
    await this.client.send(new PutItemCommand({ TableName: this.table, Item: encodeSignalWork(work) }));
  }

  /** Every task that was raised on the day or later, open or closed, a page of one key at a time. */
  async *raisedSince(day: Day): AsyncGenerator<Task[]> {
    const read = readListed(this.client, this.table, { from: day });
    for (const key of [OPEN_TASKS_LIST, CLOSED_TASKS_LIST].flatMap(keysOfList)) {
      let after: Item | undefined;
      do {
        const { items, next } = await read(key, after, TASKS_AT_A_TIME);
        yield decodeEach(items, decodeTask);
        after = next;
      } while (after !== undefined);
    }
  }
}

export const encodeSignalWork = (work: SignalWork): Item => ({
  ...SIGNAL_WORK_ROW_KEY,
  ...signalWorkRecord.encode(work),
});

export const decodeSignalWork = (item: Item): SignalWork => signalWorkRecord.decode(item);
