import { describe, expect, it } from 'vitest';
import type { SendingQuota } from '../../../domain/outbox/sending-pace.ts';
import { SendingAllowance } from '../../../functions/outbox/sending-allowance.ts';
import { quotaUsed } from '../../../functions/sweep-outbox/quota-used.ts';
import { silenceLog } from '../../support/silence-log.ts';

silenceLog();

function allowanceOver(quotas: (SendingQuota | Error)[], share = { ofRate: 0.5, ofDay: 0.9 }) {
  const world = { time: 0, asked: 0 };
  const allowance = new SendingAllowance({
    readQuota: async () => {
      const quota = quotas[Math.min(world.asked, quotas.length - 1)] as SendingQuota | Error;
      world.asked += 1;
      if (quota instanceof Error) throw quota;
      return quota;
    },
    share,
    monotonic: () => world.time,
    sleep: async (milliseconds) => {
      world.time += milliseconds;
    },
  });
  return { allowance, world };
}

const roomy: SendingQuota = { mailsASecond: 20, mailsADay: 50_000, sentLastDay: 0 };

describe('what a sender takes of the account’s quota', () => {
  it('is its share of the mails a second, as SES tells them', async () => {
    const { allowance, world } = allowanceOver([roomy]);
    for (let i = 0; i < 21; i += 1) expect(await allowance.take()).toBe(true);
    expect(world.time).toBe(2_000);
    expect(world.asked).toBe(1);
  });

  it('ends where its share of the day is used up, counting what it sent since it asked', async () => {
    const { allowance } = allowanceOver([{ ...roomy, mailsADay: 1_000, sentLastDay: 898 }]);
    expect([await allowance.take(), await allowance.take(), await allowance.take()]).toEqual([true, true, false]);
  });

  it('is asked for anew after five minutes', async () => {
    const { allowance, world } = allowanceOver([{ ...roomy, sentLastDay: 50_000 }, roomy]);
    expect(await allowance.take()).toBe(false);
    world.time += 5 * 60_000 + 1;
    expect(await allowance.take()).toBe(true);
    expect(world.asked).toBe(2);
  });

  it('is asked for once by whoever only looks and whoever sends, and counts what was sent since', async () => {
    const { allowance, world } = allowanceOver([{ ...roomy, sentLastDay: 7 }]);
    expect(await allowance.known()).toEqual({ ...roomy, sentLastDay: 7 });
    await allowance.take();
    expect(await allowance.known()).toEqual({ ...roomy, sentLastDay: 8 });
    expect(world.asked).toBe(1);
  });

  it('keeps nothing else from being told while it cannot be asked', async () => {
    const { allowance } = allowanceOver([new Error('Throttling')]);
    expect(quotaUsed(await allowance.known())).toEqual({});
  });

  it('is the least that SES lets anybody send while it cannot be asked', async () => {
    const { allowance, world } = allowanceOver([new Error('Throttling')]);
    await allowance.take();
    await allowance.take();
    expect(world.time).toBe(2_000);
  });
});
