import pMap from 'p-map';
import * as z from 'zod';
import { PULSE_DAYS } from '../../../../domain/sources/freshness.ts';
import { vendorNames } from '../../../../domain/sources/sender.ts';
import { addDays } from '../../../../domain/time/day.ts';
import { auditOf, change, operation, type Tools, todayOf, upkeep } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { issueKey } from './issue-source-key.ts';
import { knownSource, sourceNameSchema } from './known-source.ts';

const KEYS_END_IN_SECONDS = 600;
const HOUR_IN_MS = 3_600_000;
const NOON = 12;
const TEST_EVENT = 'sakimawari.test';

/**
 * Long enough ago that nothing is evaluated by it and no source looks alive by it, and not so long that it is refused:
 * raw events are kept for 35 days at least.
 */
const DAYS_AGO = PULSE_DAYS + 1;

function subjectOf(source: string, tools: Tools) {
  const time = tools.clock.startOf(addDays(todayOf(tools), -DAYS_AGO)) + NOON * HOUR_IN_MS;
  const account = `sakimawari-test-${source}`;
  return { source, account, user: `${account}-user`, at: tools.clock.hourOf(time), time };
}

const testSchema = z.strictObject({ name: sourceNameSchema });

/** Under what a source sends to try itself, and keys for it that end by themselves. */
export const beginSourceTest = change(testSchema, ['source-tested', 'key-issued'], async ({ name }, tools) => {
  const { sender } = await knownSource(tools, name);
  if (sender !== undefined) {
    const vendor = vendorNames[sender.vendor];
    throw new OperatorError(
      'not-our-form',
      'Nothing was sent.',
      `"${name}" takes what ${vendor} sends, and nothing else.`,
      `Have ${vendor} send a test event, and look at: sakimawari source list`,
    );
  }
  await tools.auditLog.add(auditOf(tools, 'source-tested', { source: name }));
  const { account, user, time } = subjectOf(name, tools);
  const end = Math.ceil(tools.now() / 1000) + KEYS_END_IN_SECONDS;
  const events = await issueKey(tools, name, 'events', { rights: 'events', expiresAt: end });
  const write = await issueKey(tools, name, 'write', { rights: 'facts', expiresAt: end });
  return {
    account,
    user,
    event: TEST_EVENT,
    time: new Date(time).toISOString(),
    keys: { events: events.key, write: write.key },
    keyIds: [events.id, write.id],
  };
});

/** What became of each thing that was sent. */
export const lookAtSourceTest = operation(
  z.strictObject({ name: sourceNameSchema, ids: z.array(z.string().min(8)).max(20) }),
  async ({ name, ids }, tools) => Object.fromEntries(await tools.sourceTests.find(subjectOf(name, tools), ids)),
);

/** Takes away whatever the test has left behind. */
export const endSourceTest = upkeep(
  z.strictObject({ name: sourceNameSchema, keyIds: z.array(z.string()).max(2) }),
  'takes away what a test left, which is on record as one',
  async ({ name, keyIds }, tools) => {
    const rows = await tools.sourceTests.clean(subjectOf(name, tools));
    await tools.forgetEvent(name, TEST_EVENT);
    const keys = (await tools.registry.keysOf(name)).filter(({ id }) => keyIds.includes(id));
    await pMap(keys, (key) => tools.registry.revokeKey(key), { concurrency: keys.length || 1 });
    return { rows };
  },
);
