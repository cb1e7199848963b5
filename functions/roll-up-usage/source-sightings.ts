import type { RawEvent } from '../store/events/events.ts';
import type { SourceSighting } from '../store/sources/source-arrivals.ts';

/** What the events of a batch's hours tell of the sources that sent them. */
export class SourceSightings {
  private readonly seen = new Map<string, SourceSighting>();

  /** All of one local day. */
  add(day: string, events: RawEvent[]): void {
    for (const { source, event, time } of events) {
      const { days, names, lastDays } = this.of(source);
      const span = days.get(day);
      if (span === undefined) days.set(day, { first: time, last: time });
      else if (time < span.first) span.first = time;
      else if (time > span.last) span.last = time;
      const firstDay = names.get(event);
      if (firstDay === undefined || day < firstDay) names.set(event, day);
      if (day > (lastDays.get(event) ?? '')) lastDays.set(event, day);
    }
  }

  bySource(): [source: string, sighting: SourceSighting][] {
    return [...this.seen];
  }

  private of(source: string): SourceSighting {
    let sighting = this.seen.get(source);
    if (sighting === undefined) {
      sighting = { days: new Map(), names: new Map(), lastDays: new Map() };
      this.seen.set(source, sighting);
    }
    return sighting;
  }
}
