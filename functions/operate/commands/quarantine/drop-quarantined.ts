import pMap from 'p-map';
import * as z from 'zod';
import { operatorNamed } from '../../../../domain/audit/audit.ts';
import { groupQuarantined } from '../../../../domain/quarantine/quarantine-groups.ts';
import { logMetrics } from '../../../runtime/metrics.ts';
import { auditOf, change } from '../../operation.ts';
import { quarantineIdsSchema } from './quarantine-ids.ts';

const DROPS_IN_FLIGHT = 16;

/** Gives events up for good. That it was done, and by whom, is kept. */
export const dropQuarantined = change(
  z.strictObject({ ids: quarantineIdsSchema, by: z.string().min(1).max(200) }),
  ['quarantine-dropped'],
  async ({ ids, by }, tools) => {
    const { quarantine, newId, now } = tools;
    const found = await quarantine.find(ids);
    if (found.length === 0) return { dropped: 0 };
    const groups = groupQuarantined(found).map(({ source, reason, count }) => ({ source, reason, count }));
    // First, so that nothing is ever gone without a record.
    const record = { id: newId(), at: new Date(now()).toISOString(), by, count: found.length, groups };
    await quarantine.recordDrop(record, {
      ...auditOf(tools, 'quarantine-dropped', {}, { after: { events: found.length } }),
      who: operatorNamed(by),
    });
    const dropped = (await pMap(found, ({ id }) => quarantine.drop(id), { concurrency: DROPS_IN_FLIGHT })).filter(
      Boolean,
    ).length;
    logMetrics('dropped', { DroppedEvents: dropped }, { now: now(), fields: { groups } });
    return { dropped };
  },
);
