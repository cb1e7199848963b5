import type { QuarantinedEvent } from '../../../domain/quarantine/quarantined-event.ts';
import { batchPut } from '../batches.ts';
import { type DynamoDBClient, UpdateItemCommand } from '../client.ts';
import { countableOf, countInDay, type QuarantineLimits, roomFor } from './daily-counts.ts';
import { encodeQuarantined } from './quarantine-items.ts';

/** Puts aside what turns out to be of no use only after it was stored. */
export class DynamoQuarantineWriter {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
    private readonly limits: QuarantineLimits,
  ) {}

  /** What goes beyond a source's share of the day is counted only. */
  async put(events: QuarantinedEvent[]): Promise<void> {
    for (const source of new Set(events.map((event) => event.source))) {
      // What says the same twice is one row, which a batch may not hold twice.
      const ofSource = [...new Map(events.filter((e) => e.source === source).map((e) => [e.raw, e])).values()];
      const counting = new UpdateItemCommand(countInDay(this.table, countableOf(ofSource), this.limits));
      const { Attributes } = await this.client.send(counting);
      const kept = ofSource.slice(0, roomFor(ofSource.length, Attributes, this.limits));
      await batchPut(
        this.client,
        this.table,
        kept.map((event) => encodeQuarantined(event, this.limits.keptForInDays)),
      );
    }
  }
}
