import { describe, expect, it } from 'vitest';
import { CalmedChanges } from '../../../functions/roll-up-usage/calmed-changes.ts';

const MINUTE = 60_000;
const many = Array.from({ length: 100 }, (_, n) => `account-${n}`);

function calmed() {
  const sent: { accounts: string[]; after: number; at: number }[] = [];
  const clock = { now: 0, fails: false };
  const queue = {
    async send(accounts: string[], delayInSeconds = 0) {
      if (clock.fails) throw new Error('the queue is not there');
      if (accounts.length > 0) sent.push({ accounts, after: delayInSeconds, at: clock.now });
    },
  };
  return { changes: new CalmedChanges(queue, () => clock.now), sent, clock };
}

describe('accounts that change over and over', () => {
  it('are told of each time as long as few change', async () => {
    const { changes, sent } = calmed();
    await changes.send(['a']);
    await changes.send(['a']);
    expect(sent.map(({ accounts, after }) => [accounts, after])).toEqual([
      [['a'], 0],
      [['a'], 0],
    ]);
  });

  it('are told of at once, and then once for all that follows within two minutes', async () => {
    const { changes, sent, clock } = calmed();
    for (let second = 0; second < 100; second += 1) {
      clock.now = second * 1_000;
      await changes.send(many);
    }
    expect(sent.map(({ after, at }) => [after, at])).toEqual([
      [0, 0],
      [120, 1_000],
    ]);
  });

  it('are never left with a change that no message tells of', async () => {
    const { changes, sent, clock } = calmed();
    const changedAt: number[] = [];
    for (clock.now = 0; clock.now < 20 * MINUTE; clock.now += 700 + ((clock.now * 7) % 9_000)) {
      changedAt.push(clock.now);
      await changes.send(many);
    }
    const receivedAt = sent.map(({ at, after }) => at + after * 1_000);
    for (const at of changedAt) expect(receivedAt.some((received) => received >= at)).toBe(true);
    expect(sent.length).toBeLessThanOrEqual(2 + 20 / 2 + 3);
    expect(
      Math.max(...changedAt.map((at) => Math.min(...receivedAt.filter((one) => one >= at)) - at)),
    ).toBeLessThanOrEqual(2 * MINUTE);
  });

  it('are told of anew where the queue did not take them', async () => {
    const { changes, sent, clock } = calmed();
    clock.fails = true;
    await expect(changes.send(many)).rejects.toThrow('not there');
    clock.fails = false;
    await changes.send(many);
    expect(sent).toEqual([{ accounts: many, after: 0, at: 0 }]);
  });

  it('are all told of at once where somebody waits for them', async () => {
    const { changes, sent, clock } = calmed();
    await changes.send(many);
    clock.now = 1_000;
    await changes.send(many);
    clock.now = 2_000;
    await changes.send(['account-7', 'somebody-else'], true);
    expect(sent.at(-1)).toEqual({ accounts: [...many, 'somebody-else'].sort(), after: 0, at: 2_000 });
    await changes.send([], true);
    expect(sent).toHaveLength(3);
  });

  it('are told of at once again after a quiet while', async () => {
    const { changes, sent, clock } = calmed();
    await changes.send(many);
    clock.now = 3 * MINUTE;
    await changes.send(many);
    expect(sent.map(({ after }) => after)).toEqual([0, 0]);
  });
});
