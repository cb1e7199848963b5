import { beforeEach, describe, expect, it } from 'vitest';
import type { SourceRegistration } from '../../functions/store/sources/registration-record.ts';
import { SourceSecrets } from '../../functions/store/sources/source-secrets.ts';

const bytes = (fill: number, length = 32) => Buffer.alloc(length, fill);
const written = (secret: Buffer) => `whsec_${secret.toString('base64')}`;

let now: number;
let asked: string[];
let answer: (versionId?: string) => { SecretString: string; VersionId?: string };
let registrations: Map<string, SourceRegistration>;
const holds = (secrets: unknown, version = 'v1') => {
  const SecretString = typeof secrets === 'string' ? secrets : JSON.stringify(secrets);
  answer = () => ({ SecretString, VersionId: version });
};
const store = {
  async call<Answer>(operation: string, input: object) {
    const { SecretId, VersionId } = input as { SecretId: string; VersionId?: string };
    expect(operation).toBe('GetSecretValue');
    asked.push(SecretId);
    return answer(VersionId) as Answer;
  },
};
const open = () =>
  new SourceSecrets({
    client: store,
    registrations: { find: async (source) => registrations.get(source) },
    prefix: 'sources/',
    configured: ['demo'],
    now: () => now,
  });
const secretsOf = async (secrets: SourceSecrets, source = 'demo') => (await secrets.of(source))?.secrets ?? null;
const rotated = (version: string) =>
  registrations.set('demo', { name: 'demo', secret: { version, changedAt: new Date(now).toISOString() } });

beforeEach(() => {
  asked = [];
  registrations = new Map();
  now = Date.parse('2026-06-01T00:00:00Z');
});

describe("a source's secrets", () => {
  it('are all text values of the stored object, with or without the prefix', async () => {
    holds({ current: written(bytes(1)), previous: bytes(2, 24).toString('base64') });
    expect(await secretsOf(open())).toEqual([bytes(1), bytes(2, 24)]);
  });

  it("are nobody's where there is no such source, without asking the store", async () => {
    registrations.set('removed', { name: 'removed', disabledAt: '2026-05-01T00:00:00Z' });
    const secrets = open();
    for (const name of ['other', 'removed', 'constructor', '__proto__', '', '../demo', 'x'.repeat(41)]) {
      expect(await secrets.of(name)).toBeNull();
      expect(secrets.isKnown(name)).toBe(false);
    }
    expect(asked).toEqual([]);
  });

  it('are found of a source that was added while the system runs', async () => {
    holds({ current: written(bytes(1)) });
    const secrets = open();
    expect(await secretsOf(secrets, 'billing')).toBeNull();
    registrations.set('billing', { name: 'billing', addedAt: '2026-06-01T00:00:00Z' });
    expect(await secretsOf(secrets, 'billing')).toEqual([bytes(1)]);
    expect(asked).toEqual(['sources/billing']);
  });

  it('are kept for five minutes, and asked for once however many deliveries wait', async () => {
    holds({ current: written(bytes(1)) });
    const secrets = open();
    await Promise.all(Array.from({ length: 20 }, () => secrets.of('demo')));
    now += 5 * 60_000;
    await secrets.of('demo');
    expect(asked).toHaveLength(1);
    now += 1;
    await secrets.of('demo');
    expect(asked).toHaveLength(2);
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
    expect(asked).toHaveLength(2);
  });

  it('are the new ones from the first delivery after a rotation on, ten times within a second', async () => {
    holds({ current: written(bytes(1)) });
    const secrets = open();
    await secrets.of('demo');
    for (let rotation = 2; rotation <= 11; rotation += 1) {
      now += 100;
      holds({ current: written(bytes(rotation)), previous: written(bytes(rotation - 1)) }, `v${rotation}`);
      rotated(`v${rotation}`);
      expect(await secretsOf(secrets)).toEqual([bytes(rotation), bytes(rotation - 1)]);
      await Promise.all(Array.from({ length: 20 }, () => secrets.of('demo')));
    }
    expect(asked).toHaveLength(11);
  });

  it('are the new ones for every delivery that comes at the moment of a rotation, asked for once', async () => {
    holds({ current: written(bytes(1)) });
    const secrets = open();
    await secrets.of('demo');
    holds({ current: written(bytes(2)) }, 'v2');
    rotated('v2');
    const found = await Promise.all(Array.from({ length: 20 }, () => secretsOf(secrets)));
    expect(found).toEqual(Array.from({ length: 20 }, () => [bytes(2)]));
    expect(asked).toHaveLength(2);
  });

  it('are the rotated ones even where the store still answers with what was current before', async () => {
    const old = { SecretString: JSON.stringify({ current: written(bytes(1)) }), VersionId: 'v1' };
    const fresh = { SecretString: JSON.stringify({ current: written(bytes(2)) }), VersionId: 'v2' };
    answer = (version) => (version === 'v2' ? fresh : old);
    const secrets = open();
    await secrets.of('demo');
    rotated('v2');
    expect(await secretsOf(secrets)).toEqual([bytes(2)]);
  });

  it('are those written by hand after a rotation, once that has settled', async () => {
    rotated('v2');
    now += 60_000;
    holds({ current: written(bytes(3)) }, 'by-hand');
    const secrets = open();
    expect(await secretsOf(secrets)).toEqual([bytes(3)]);
    await secrets.of('demo');
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('end at the moment that is set for them, also those that are remembered', async () => {
    const until = new Date(now + 60_000).toISOString();
    holds({ current: written(bytes(2)), previous: written(bytes(1)), previousUntil: until });
    const secrets = open();
    expect(await secretsOf(secrets)).toEqual([bytes(2), bytes(1)]);
    now += 60_000;
    expect(await secretsOf(secrets)).toEqual([bytes(2)]);
    expect(await secrets.refreshed('demo')).toEqual([bytes(2)]);
  });

  it('belong to a source that may have been disabled a moment ago', async () => {
    holds({ current: written(bytes(1)) });
    const secrets = open();
    expect((await secrets.of('demo'))?.isDisabled).toBe(false);
    registrations.set('demo', { name: 'demo', disabledAt: '2026-06-01T00:00:00Z' });
    expect((await secrets.of('demo'))?.isDisabled).toBe(true);
  });

  it('are asked for again after a failure', async () => {
    answer = () => {
      throw new Error('down');
    };
    const secrets = open();
    await expect(secrets.of('demo')).rejects.toThrow('down');
    holds({ current: written(bytes(1)) });
    expect(await secretsOf(secrets)).toEqual([bytes(1)]);
  });

  it('leave out a text that is no secret, and fail when none is one, without quoting it', async () => {
    holds({ current: written(bytes(1)), note: 'rotated in May' });
    expect(await secretsOf(open())).toEqual([bytes(1)]);
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
