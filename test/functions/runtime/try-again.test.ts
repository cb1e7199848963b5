import { describe, expect, it } from 'vitest';
import { OvertakenError, tryAgain, untilNotOvertaken } from '../../../functions/runtime/try-again.ts';

/** Fails so many times before it is done. */
function doneAfter(losses: number, error: () => Error = () => new OvertakenError('lost')) {
  const attempts: number[] = [];
  const attempt = async (nth: number) => {
    attempts.push(nth);
    if (nth <= losses) throw error();
    return 'done';
  };
  return { attempt, attempts };
}

describe('What others were faster with', () => {
  it('is tried anew at once, and knows which attempt it is', async () => {
    const { attempt, attempts } = doneAfter(4);
    expect(await untilNotOvertaken(attempt)).toBe('done');
    expect(attempts).toEqual([1, 2, 3, 4, 5]);
  });

  it('is given up after so many losses with what the last one said', async () => {
    const { attempt, attempts } = doneAfter(5);
    await expect(untilNotOvertaken(attempt)).rejects.toThrow('lost');
    expect(attempts).toHaveLength(5);
    await expect(untilNotOvertaken(doneAfter(2).attempt, { most: 2 })).rejects.toMatchObject({ code: 'busy' });
  });

  it('is not tried again for what does not pass', async () => {
    const { attempt, attempts } = doneAfter(1, () => new RangeError('broken'));
    await expect(untilNotOvertaken(attempt)).rejects.toThrow('broken');
    expect(attempts).toEqual([1]);
    expect(await untilNotOvertaken(attempt, { mayPass: (error) => error instanceof RangeError })).toBe('done');
  });
});

describe('What is tried again after a while', () => {
  it('waits twice as long each time, up to the longest pause', async () => {
    const slept: number[] = [];
    const sleep = async (ms: number) => slept.push(ms);
    const pauses = { sleep, firstInMs: 10, longestInMs: 35 };
    expect(await tryAgain(doneAfter(4).attempt, { mayPass: () => true, pauses })).toBe('done');
    expect(slept).toEqual([10, 20, 35, 35]);
  });

  it('is spread, so that those who were turned down together do not come back together', async () => {
    const slept: number[] = [];
    const sleep = async (ms: number) => slept.push(ms);
    const pauses = { sleep, random: () => 0.5, firstInMs: 10 };
    await tryAgain(doneAfter(2).attempt, { mayPass: () => true, pauses });
    expect(slept).toEqual([5, 10]);
  });

  it('waits as long as the answer asks for, up to the longest pause', async () => {
    const slept: number[] = [];
    const sleep = async (ms: number) => slept.push(ms);
    const asked = [7, undefined, 90];
    const pauses = { sleep, firstInMs: 10, longestInMs: 35, askedForInMs: () => asked.shift() };
    expect(await tryAgain(doneAfter(3).attempt, { mayPass: () => true, pauses })).toBe('done');
    expect(slept).toEqual([7, 20, 35]);
  });

  it('is given up rather than begun after its time', async () => {
    let now = 0;
    const sleep = async (ms: number) => {
      now += ms;
    };
    const pauses = { sleep, firstInMs: 10, until: { timeInMs: 70, now: () => now } };
    const { attempt, attempts } = doneAfter(9);
    await expect(tryAgain(attempt, { mayPass: () => true, pauses })).rejects.toThrow('lost');
    expect([attempts.length, now]).toEqual([3, 30]);
  });
});
