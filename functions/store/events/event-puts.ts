import type { UsageEvent } from '../../../domain/usage/usage-event.ts';
import type { AwsJsonClient } from '../../aws/json-client.ts';
import type { EventRows } from './events.ts';

/** Stores events one by one, for what is not to be able to delete any: who may write batches may. */
export class EventPuts {
  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    private readonly table: string,
    private readonly rows: EventRows,
  ) {}

  /** Sent again, it overwrites itself. */
  async put(event: UsageEvent): Promise<void> {
    await this.client.call('PutItem', { TableName: this.table, Item: this.rows.encode(event) });
  }
}
