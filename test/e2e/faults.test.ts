import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { mailsTaken, stackProperties } from '../../bench/drill/stack/after-faults.ts';
import { rowsAt } from '../../bench/drill/stack/local-stack.ts';
import { killHalfWay, lookAt, recover, settle } from '../../bench/drill/stack/stack-run.ts';
import { prepareMiniStack } from '../../local/ministack.ts';
import { needing } from '../support/needs.ts';
import { outputs } from './installation.ts';

const SEED = 1;
const KILLING_FOR_MS = 8_000;

/** In a container the functions are processes that nobody here can kill. */
const needsFunctionsAsProcesses = needing({
  what: 'Python 3.10 or later, or uv: functions run in a container here',
  isThere: 'python' in (await prepareMiniStack()),
});

it(
  'a night and deliveries lose nothing and do nothing twice while functions are killed and streams wait',
  needsFunctionsAsProcesses,
  async () => {
    const stack = {
      folder: dirname(process.env.SAKIMAWARI_OUTPUTS as string),
      outputs,
      rows: () => rowsAt(outputs),
    };
    const { accounts, traffic, killed } = await killHalfWay(stack, 'faults', SEED, KILLING_FOR_MS);
    await settle(stack);
    await recover(stack, accounts);
    expect(killed).toBeGreaterThan(5);
    const verdicts = await lookAt(stack, accounts, traffic.acknowledged, await mailsTaken(outputs));
    for (const [property, { looked, broken }] of Object.entries(verdicts)) {
      expect(broken, stackProperties[property as keyof typeof stackProperties]).toEqual([]);
      expect(looked, stackProperties[property as keyof typeof stackProperties]).toBeGreaterThan(0);
    }
  },
);
