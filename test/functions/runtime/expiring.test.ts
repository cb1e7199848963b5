import { describe, expect, it } from 'vitest';
import { Expiring, ExpiringMap } from '../../../functions/runtime/expiring.ts';

/** What is read is how often it was read; the given reads fail. */
function expiring({ failing = [] as number[], refreshedAtMostEveryMs = 10 } = {}) {
  const world = { now: 0, reads: 0 };
  const read = async () => {
    world.reads += 1;
    if (failing.includes(world.reads)) throw new Error(`read ${world.reads} failed`);
    return world.reads;
  };
  return { kept: new Expiring(read, { forMs: 100, refreshedAtMostEveryMs, now: () => world.now }), world };
}

describe('What expires', () => {
  it('is read when it is first asked for, once for all who ask at the same time', async () => {
    const { kept, world } = expiring();
    expect(kept.isKept).toBe(false);
    expect(world.reads).toBe(0);
    expect(await Promise.all([kept.get(), kept.get(), kept.refreshed()])).toEqual([1, 1, 1]);
    expect(kept.isKept).toBe(true);
  });

  it('is kept for so long, counted from when it was asked for', async () => {
    const { kept, world } = expiring();
    await kept.get();
    world.now = 100;
    expect(await kept.get()).toBe(1);
    world.now = 101;
    expect(await kept.get()).toBe(2);
    world.now = 201;
    expect(await kept.get()).toBe(2);
  });

  it('is refreshed no more often than is allowed, and what was refreshed is kept', async () => {
    const { kept, world } = expiring();
    await kept.get();
    world.now = 10;
    expect(await kept.refreshed()).toBe(1);
    world.now = 11;
    expect(await kept.refreshed()).toBe(2);
    expect(await kept.refreshed()).toBe(2);
    world.now = 111;
    expect(await kept.get()).toBe(2);
  });

  it('is read anew at once where what is kept is known to be wrong', async () => {
    const { kept } = expiring();
    await kept.get();
    expect(await kept.anew()).toBe(2);
    expect(await kept.get()).toBe(2);
  });

  it('is forgotten when its read fails, which all who waited for it are told', async () => {
    const { kept } = expiring({ failing: [1] });
    const answers = await Promise.allSettled([kept.get(), kept.get()]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(kept.isKept).toBe(false);
    expect(await kept.get()).toBe(2);
  });

  it('stays when an earlier read fails late', async () => {
    const fails: (() => void)[] = [];
    const reads = [new Promise<string>((_, reject) => fails.push(() => reject(new Error('late')))), 'second'];
    const kept = new Expiring(async () => reads.shift() as string, { forMs: 100, now: () => 0 });
    const first = kept.get();
    expect(await kept.anew()).toBe('second');
    fails[0]?.();
    await expect(first).rejects.toThrow('late');
    expect(await kept.get()).toBe('second');
  });
});

describe('A map that expires', () => {
  it('begins anew when it is old', () => {
    const world = { now: 0 };
    const map = new ExpiringMap<string>(10, { forMs: 100, now: () => world.now });
    expect(map.get('a')).toBeUndefined();
    map.set('a', 'one');
    world.now = 100;
    expect(map.get('a')).toBe('one');
    world.now = 101;
    expect(map.get('a')).toBeUndefined();
  });

  it('begins anew when it is full', () => {
    const map = new ExpiringMap<number>(2, { forMs: 100, now: () => 0 });
    for (const [n, key] of ['a', 'b', 'c'].entries()) map.set(key, n);
    expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([undefined, undefined, 2]);
  });
});
