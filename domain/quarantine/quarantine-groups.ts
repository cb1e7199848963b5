import type { QuarantinedEvent } from './quarantined-event.ts';

/** Events of one source that can't be used for one reason. */
export interface QuarantineGroup {
  source: string;
  reason: QuarantinedEvent['reason'];
  count: number;
  /** When the first and the last of them came (ISO 8601). */
  firstAt: string;
  lastAt: string;
  /** The last of them, with what its sender should do. */
  example: Pick<QuarantinedEvent, 'raw' | 'detail'> & { id: string };
}

/** Events by source and reason, the largest group first. */
export function groupQuarantined(events: Iterable<QuarantinedEvent & { id: string }>): QuarantineGroup[] {
  const groups = new Map<string, QuarantineGroup>();
  for (const { source, reason, receivedAt, raw, detail, id } of events) {
    const key = `${source} ${reason}`;
    const group = groups.get(key);
    const example = { id, raw, detail };
    if (group === undefined) {
      groups.set(key, { source, reason, count: 1, firstAt: receivedAt, lastAt: receivedAt, example });
      continue;
    }
    group.count += 1;
    if (receivedAt < group.firstAt) group.firstAt = receivedAt;
    if (receivedAt >= group.lastAt) Object.assign(group, { lastAt: receivedAt, example });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
