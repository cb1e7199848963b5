import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from '../../domain/bus/bus-events.ts';
import { BUS_EVENT_SOURCE, BUS_SCHEMA_VERSION } from '../../domain/bus/bus-schema.ts';
import { pageOfEvent } from '../../domain/bus/page-of-event.ts';
import { addressOfPage } from '../../domain/links/team-pages.ts';

const MOST_ENTRIES_A_CALL = 10;
/** EventBridge counts what names the event, too; some room is left for that. */
const MOST_BYTES_A_CALL = 240 * 1024;

/** The company's own bus. EventBridge gives no way to put an event only once; its id in the detail does. */
export class EventBridgeBus {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly bus: string,
    private readonly webUrl: string,
  ) {}

  /** The ids of the events that the bus did not take. */
  async put(events: BusEvent[]): Promise<Set<string>> {
    const left = new Set<string>();
    for (const batch of inBatches(events, this.webUrl)) {
      const { Entries = [] } = await this.client.send(
        new PutEventsCommand({ Entries: batch.map(({ entry }) => ({ ...entry, EventBusName: this.bus })) }),
      );
      batch.forEach(({ id }, i) => {
        if (Entries[i]?.EventId === undefined) left.add(id);
      });
    }
    return left;
  }
}

export const openBus = (bus: string, webUrl: string) => new EventBridgeBus(new EventBridgeClient({}), bus, webUrl);

interface Entry {
  id: string;
  entry: PutEventsRequestEntry;
}

function inBatches(events: BusEvent[], webUrl: string): Entry[][] {
  const batches: Entry[][] = [];
  let bytes = 0;
  for (const event of events) {
    const { name, id, at, account, data } = event;
    const path = pageOfEvent(event);
    const page = path === null ? {} : { page: addressOfPage(webUrl, path) };
    const Detail = JSON.stringify({ id, version: BUS_SCHEMA_VERSION, at, account, ...page, data });
    const size = Buffer.byteLength(Detail);
    const batch = batches.at(-1);
    const entry = { id, entry: { Source: BUS_EVENT_SOURCE, DetailType: name, Time: new Date(at), Detail } };
    if (batch === undefined || batch.length === MOST_ENTRIES_A_CALL || bytes + size > MOST_BYTES_A_CALL) {
      batches.push([entry]);
      bytes = size;
    } else {
      batch.push(entry);
      bytes += size;
    }
  }
  return batches;
}
