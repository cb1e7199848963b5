import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AttributedTables } from '../../support/attribution.ts';
import {
  attributionInOrder,
  checkAttribution,
  outcomeOf,
  shuffledTwice,
  ticking,
} from '../../support/attribution-story.ts';
import { memoryDynamo } from '../../support/memory-dynamo.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

const inMemory = () =>
  new AttributedTables({ client: memoryDynamo(), eventsTable: 'events', accountsTable: 'accounts' }, ticking());

test('calls, imports, links and events come to the same in any order and however often', async () => {
  const expected = await outcomeOf(inMemory(), attributionInOrder, '');
  checkAttribution(expected);
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      expect(await outcomeOf(inMemory(), shuffledTwice(seed), '')).toBe(expected);
    }),
    { numRuns: 150 },
  );
});
