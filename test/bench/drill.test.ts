import { afterAll, beforeAll, expect, it } from 'vitest';
import { properties } from '../../bench/drill/after-kills.ts';
import { DeployedFunctions } from '../../bench/drill/deployed-functions.ts';
import { DRILLED, type SetUp, setUpCompany } from '../../bench/drill/drilled-company.ts';
import { DOORS, forgedRun } from '../../bench/drill/forged-run.ts';
import { killRun } from '../../bench/drill/kill-run.ts';
import { type Outage, outageRun, outages } from '../../bench/drill/outage-run.ts';

/** Small; the whole of it is `npm run drill`. */
const FORGED = 300;
const SEED = 1;

const zone = process.env.TZ;
let setUp: SetUp;
beforeAll(async () => {
  setUp = await setUpCompany(await DeployedFunctions.bundle([...DRILLED, ...DOORS]));
});
afterAll(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

it('a company whose functions are killed all morning loses nothing, does nothing twice, and is told what a person must do', async () => {
  const { counts, verdicts } = await killRun(setUp, SEED);
  expect(counts.kills).toBeGreaterThan(50);
  expect(counts.throttled).toBeGreaterThan(20);
  expect(counts['done and not answered']).toBeGreaterThan(10);
  for (const [property, { looked, broken }] of Object.entries(verdicts)) {
    expect(broken, properties[property as keyof typeof properties]).toEqual([]);
    expect(looked, properties[property as keyof typeof properties]).toBeGreaterThan(0);
  }
});

it.each(Object.entries(outages))('%s: %s', async (name) => {
  const { looked, broken } = await outageRun(setUp, name as Outage, SEED);
  expect(broken).toEqual([]);
  expect(looked).toBeGreaterThan(50);
});

it('what is forged is let in by no door, though it is by each where it is not forged, and leaves nothing behind', async () => {
  const { answers, broken } = await forgedRun(setUp, SEED, FORGED);
  expect(broken).toEqual([]);
  const all = Object.values(answers).flatMap((byStatus) => Object.values(byStatus));
  expect(all.reduce((sum, n) => sum + n, 0)).toBe(FORGED);
});

it('a release that sends again what got no answer is found out', async () => {
  const sendsAgain = await DeployedFunctions.bundle(DRILLED, (text) =>
    text.replace('this.client.callOnce("SendRawEmail"', 'this.client.call("SendRawEmail"'),
  );
  const { verdicts } = await killRun({ ...setUp, functions: sendsAgain }, SEED);
  expect(verdicts.sentOnce.broken.length).toBeGreaterThan(0);
});
