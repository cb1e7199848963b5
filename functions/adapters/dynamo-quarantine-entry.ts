import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { QuarantinedEvent } from '../../domain/usage/quarantined-event.ts';
import { batchPut } from './dynamo-batches.ts';
import { encodeQuarantined } from './dynamo-quarantine.ts';

/** Puts aside what turns out to be of no use only after it was stored. */
export class DynamoQuarantineEntry {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async put(events: QuarantinedEvent[]): Promise<void> {
    await batchPut(this.client, this.table, events.map(encodeQuarantined));
  }
}
