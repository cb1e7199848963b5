import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { FuzzedReceiver } from '../../support/fuzz-requests.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

const INPUTS = Number(process.env.FUZZ_INPUTS ?? 100_000);
const ALLOWED_MILLISECONDS_AN_INPUT = 5;

it(`${INPUTS} odd requests: each has an answer of its own, and what is acknowledged is what is stored`, {
  timeout: 60_000 + INPUTS * ALLOWED_MILLISECONDS_AN_INPUT,
}, async () => {
  const receiver = new FuzzedReceiver();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (seed) => receiver.take(seed)),
    { seed: 1, numRuns: INPUTS, endOnFailure: true },
  );
  // All ways were gone: had nothing been good enough to be stored, nothing would have been shown.
  for (const status of [200, 202, 400, 401, 404, 413, 415, 503]) {
    expect(receiver.statuses.get(status) ?? 0, `answers of ${status}`).toBeGreaterThan(INPUTS / 10_000);
  }
  expect(receiver.statuses.get(200)).toBeGreaterThan(INPUTS / 10);
  expect(receiver.statuses.get(202)).toBeGreaterThan(INPUTS / 10);
});
