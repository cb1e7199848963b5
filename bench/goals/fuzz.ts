import { FuzzedReceiver } from '../../test/support/fuzz-requests.ts';
import type { Bench } from '../bench.ts';
import { quietly } from '../support/quietly.ts';

const INPUTS = 10_000_000;
const QUICK_INPUTS = 10_000;
const INPUTS_A_STEP = 10_000;
const TOLD_EVERY = 100_000;

/** Odd requests without end. Takes most of an hour, so it runs only when it is asked for by name. */
export const bench: Bench = {
  name: 'fuzz',
  isLong: true,
  async run({ isQuick, progress }) {
    const inputs = isQuick ? QUICK_INPUTS : INPUTS;
    const receiver = new FuzzedReceiver();
    let seed = 1;
    try {
      while (seed <= inputs) {
        await quietly(async () => {
          for (const end = seed + INPUTS_A_STEP; seed < end; seed += 1) await receiver.take(seed);
        });
        if ((seed - 1) % TOLD_EVERY === 0) progress(`${(seed - 1).toLocaleString('en')} requests`);
      }
    } catch (cause) {
      throw new Error(`request ${seed} of the fuzz run: ${(cause as Error).message}`, { cause });
    }
    const answers = [...receiver.statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${status}: ${times}`);
    return [
      {
        goal: '',
        what: `Odd requests answered wrongly, of ${inputs.toLocaleString('en')}`,
        against: `an answer of its own, stored as acknowledged (${answers.join(', ')})`,
        measured: '0',
        limit: '0',
        isMet: true,
      },
    ];
  },
};
