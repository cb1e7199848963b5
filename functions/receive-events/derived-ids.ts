import { createHash } from 'node:crypto';
import { isObject } from '../../domain/usage/read-usage-event.ts';

/** When a call was sent differs from try to try; all else is the call. */
const SENT_AT = 'sentAt';

/**
 * Gives those without an id of their own one that is made of what they say: a retry says the same, so it is the same
 * event. Of several in one batch that say the same, as a library does that writes whole seconds, each is one.
 */
export function withDerivedIds(raws: unknown[], field: 'uuid' | 'messageId'): unknown[] {
  const times = new Map<string, number>();
  return raws.map((raw) => {
    if (!isObject(raw) || hasId(raw[field])) return raw;
    const { [field]: _, [SENT_AT]: __, ...said } = raw;
    const id = `sha256-${createHash('sha256').update(JSON.stringify(said)).digest('base64url')}`;
    const time = (times.get(id) ?? 0) + 1;
    times.set(id, time);
    return { ...raw, [field]: time === 1 ? id : `${id}-${time}` };
  });
}

const hasId = (id: unknown) => id !== undefined && id !== null && id !== '';
