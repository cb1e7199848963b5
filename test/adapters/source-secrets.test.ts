import { beforeEach, describe, expect, it } from 'vitest';
import { SourceSecrets } from '../../functions/adapters/source-secrets.ts';

const bytes = (fill: number, length = 32) => Buffer.alloc(length, fill);
const written = (secret: Buffer) => `whsec_${secret.toString('base64')}`;

let now: number;
let asked: number;
let answer: () => { SecretString: string };
const holds = (secrets: unknown) => {
  const SecretString = typeof secrets === 'string' ? secrets : JSON.stringify(secrets);
  answer = () => ({ SecretString });
};
const store = {
  async call<Answer>(operation: string, input: object) {
    expect([operation, input]).toEqual(['GetSecretValue', { SecretId: 'secret-id' }]);
    asked += 1;
    return answer() as Answer;
  },
};
const open = () => new SourceSecrets(store, { demo: 'secret-id' }, () => now);

beforeEach(() => {
  asked = 0;
  now = 1_000_000;
});

describe("a source's secrets", () => {
  it('are all text values of the stored object, with or without the prefix', async () => {
    holds({ current: written(bytes(1)), previous: bytes(2, 24).toString('base64') });
    expect(await open().of('demo')).toEqual([bytes(1), bytes(2, 24)]);
  });

  it("are nobody's where there is no such source, without asking the store", async () => {
    const secrets = open();
    for (const name of ['other', 'constructor', '__proto__', '']) expect(await secrets.of(name)).toBeNull();
    expect(await secrets.refreshed('other')).toBeNull();
    expect(asked).toBe(0);
  });

  it('are kept for five minutes, and asked for once however many deliveries wait', async () => {
    holds({ current: written(bytes(1)) });
    const secrets = open();
    await Promise.all(Array.from({ length: 20 }, () => secrets.of('demo')));
    now += 5 * 60_000;
    await secrets.of('demo');
    expect(asked).toBe(1);
    now += 1;
    await secrets.of('demo');
    expect(asked).toBe(2);
  });

  it('are fetched anew for a signature that does not fit, but not more often than every ten seconds', async () => {
    holds({ current: written(bytes(1)) });
    const secrets = open();
    await secrets.of('demo');
    holds({ current: written(bytes(2)), previous: written(bytes(1)) });
    now += 10_000;
    expect(await secrets.refreshed('demo')).toEqual([bytes(1)]);
    now += 1;
    expect(await secrets.refreshed('demo')).toEqual([bytes(2), bytes(1)]);
    for (let i = 0; i < 1_000; i += 1) await secrets.refreshed('demo');
    expect(asked).toBe(2);
  });

  it('are asked for again after a failure', async () => {
    answer = () => {
      throw new Error('down');
    };
    const secrets = open();
    await expect(secrets.of('demo')).rejects.toThrow('down');
    holds({ current: written(bytes(1)) });
    expect(await secrets.of('demo')).toEqual([bytes(1)]);
  });

  it('leave out a text that is no secret, and fail when none is one, without quoting it', async () => {
    holds({ current: written(bytes(1)), note: 'rotated in May' });
    expect(await open().of('demo')).toEqual([bytes(1)]);
    for (const unusable of [
      {},
      { current: 'whsec_short' },
      { current: written(bytes(1, 65)) },
      'open sesame',
      { n: 1 },
    ]) {
      holds(unusable);
      await expect(open().of('demo')).rejects.toMatchObject({ code: 'unusable-secret' });
      await expect(open().of('demo')).rejects.not.toThrow(/sesame|short/);
    }
  });
});
