import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { lambdaSettings } from '../../functions/aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb, secretsManager } from '../../functions/aws/json-client.ts';
import { SourceSecretStore } from '../../functions/aws/source-secret-store.ts';
import { SourceRegistrationReader } from '../../functions/store/sources/registration-reader.ts';
import { SecretUses } from '../../functions/store/sources/secret-uses.ts';
import { SourceKeys } from '../../functions/store/sources/source-keys.ts';
import { decodeSecret, SourceSecrets } from '../../functions/store/sources/source-secrets.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { createTables } from '../support/tables.ts';

const HOUR_IN_MS = 3_600_000;

let now: number;
let say: (...line: string[]) => Promise<Said>;
let keys: SourceKeys;
let signing: SourceSecrets;
let uses: SecretUses;

beforeEach(async () => {
  now = Date.parse('2026-06-01T03:20:00Z');
  const tables = await createTables();
  const aws = { ...lambdaSettings(), endpoint: process.env.SAKIMAWARI_TEST_AWS_ENDPOINT };
  const dynamo = new AwsJsonClient(dynamoDb, aws);
  const secrets = new AwsJsonClient(secretsManager, aws);
  const prefix = `sakimawari/${randomUUID()}/source/`;
  const store = new SourceSecretStore(secrets, prefix);
  await store.create('demo', { current: 'a'.repeat(48) }, randomUUID());
  const tools = toolsOver(tables, () => now, { sourceSecrets: store, readSourcePulses: async () => [] });
  say = (...line) => sayTo(['--json', ...line], { openInstallation: () => installationOf(tools), now: () => now });
  keys = new SourceKeys(dynamo, tables.accountsTable, () => now);
  uses = new SecretUses(dynamo, tables.accountsTable, () => now);
  signing = new SourceSecrets({
    client: secrets,
    registrations: new SourceRegistrationReader(dynamo, tables.accountsTable),
    prefix,
    configured: ['demo'],
    now: () => now,
  });
});

const bytesOf = (secret: string) => decodeSecret(secret) as Buffer;
const sourceNamed = async (name: string) =>
  (await say('source', 'list')).json.find((source: { name: string }) => source.name === name);

describe('a source added while the system runs', () => {
  test('signs with the secret that it was shown, and is listed beside the configured ones', async () => {
    const { json } = await say('source', 'add', 'billing');
    expect(json.url).toMatch(/\/v1\/hooks\/billing$/);
    expect((await signing.of('billing'))?.secrets).toEqual([bytesOf(json.secret)]);
    expect((await say('source', 'list')).json).toEqual([
      expect.objectContaining({ name: 'demo', from: 'configuration' }),
      expect.objectContaining({ name: 'billing', from: 'command', addedAt: '2026-06-01T03:20:00.000Z' }),
    ]);
  });

  test('is refused where there is one of the name, or the name could not stand in a URL', async () => {
    await say('source', 'add', 'billing');
    for (const name of ['billing', 'demo', 'Billing', '../demo']) {
      expect((await say('source', 'add', name)).exitCode).toBe(1);
    }
  });
});

describe('a source that is Stripe', () => {
  const given = 'whsec_5Nq0vX7yUe1m2Qb8rTz4';
  const stripe = { vendor: 'stripe', accountField: 'crm_id' };
  const take = async (secret: string, ...more: string[]) => {
    const file = join(await mkdtemp(join(tmpdir(), 'sakimawari-secret-')), 'secret');
    await writeFile(file, `${secret}\n`);
    return say('source', 'secret', 'billing', '--file', file, ...more);
  };

  test('takes the secret that Stripe made, letter by letter, and the one before it for a while', async () => {
    const { json } = await say('source', 'add', 'billing', '--of', 'stripe', '--account-field', 'crm_id');
    expect(json).toMatchObject({ vendor: 'stripe', secret: null, url: expect.stringMatching(/billing$/) });
    expect((await take(given, '--overlap', '0')).exitCode).toBe(0);
    expect(await signing.of('billing')).toEqual({ secrets: [Buffer.from(given)], isDisabled: false, sender: stripe });
    now += 1000;
    const next = 'whsec_another0123456789';
    await take(next);
    expect((await signing.of('billing'))?.secrets).toEqual([Buffer.from(next), Buffer.from(given)]);
    now += 25 * HOUR_IN_MS;
    expect((await signing.of('billing'))?.secrets).toEqual([Buffer.from(next)]);
    await uses.note('billing', Buffer.from(next));
    expect(await sourceNamed('billing')).toMatchObject({
      vendor: 'stripe',
      secrets: [{ name: 'current', usedAt: expect.any(String) }],
    });
  });

  test('is told what to do where the secret is none, ours, or to be made here', async () => {
    await say('source', 'add', 'billing', '--of', 'stripe');
    const said = await Promise.all([take('sk_live_0123456789abcdef'), take(''), say('source', 'rotate', 'billing')]);
    for (const { exitCode } of said) expect(exitCode).toBe(1);
    expect(said.map(({ stderr }) => stderr)).toEqual([
      expect.stringContaining('begins with whsec_'),
      expect.stringContaining('--file FILE'),
      expect.stringContaining('sakimawari source secret billing'),
    ]);
    expect((await say('source', 'test', 'billing')).exitCode).toBe(1);
    const file = join(await mkdtemp(join(tmpdir(), 'sakimawari-secret-')), 'secret');
    await writeFile(file, given);
    expect((await say('source', 'secret', 'demo', '--file', file)).exitCode).toBe(1);
    expect((await say('source', 'add', 'other', '--of', 'paypal')).exitCode).not.toBe(0);
    expect((await say('source', 'add', 'other', '--of', 'stripe', '--account-field', 'a b')).exitCode).toBe(1);
  });
});

describe('a source that is Zendesk', () => {
  test('has its field for the ids of others, and signs with the text that it shows', async () => {
    const refused = await say('source', 'add', 'desk', '--of', 'zendesk', '--account-field', 'crm_id');
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('--account-field')]);
    await say('source', 'add', 'desk', '--of', 'zendesk');
    const file = join(await mkdtemp(join(tmpdir(), 'sakimawari-secret-')), 'secret');
    const secret = 'HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=';
    await writeFile(file, secret);
    await say('source', 'secret', 'desk', '--file', file, '--overlap', '0');
    expect(await signing.of('desk')).toMatchObject({
      secrets: [Buffer.from(secret)],
      sender: { vendor: 'zendesk' },
    });
  });
});

describe('a source that is Intercom', () => {
  test('signs with the client secret of the app, and with no token of it', async () => {
    await say('source', 'add', 'help', '--of', 'intercom');
    const file = join(await mkdtemp(join(tmpdir(), 'sakimawari-secret-')), 'secret');
    const keep = (secret: string) =>
      writeFile(file, secret).then(() => say('source', 'secret', 'help', '--file', file, '--overlap', '0'));
    const token = await keep('dG9rOmNkNDI4ZmQ3XzRhZjdfNDgyYV9iNTMwOjE6MA==');
    expect([token.exitCode, token.stderr]).toEqual([1, expect.stringContaining('client secret')]);
    const secret = '6ae7b9c2-1d3f-4a58-9e21-0c5d7f8a9b10';
    expect((await keep(secret)).exitCode).toBe(0);
    expect(await signing.of('help')).toMatchObject({
      secrets: [Buffer.from(secret)],
      sender: { vendor: 'intercom' },
    });
  });
});

describe("a source's keys", () => {
  test('are shown once, kept as hashes, several live at once, and listed by their last letters', async () => {
    const first = (await say('source', 'key', 'demo', '--kind', 'write')).json.key as string;
    now += 1000;
    const second = (await say('source', 'key', 'demo', '--kind', 'write')).json.key as string;
    expect(first).toMatch(/^skw_[A-Za-z0-9]{32}$/);
    expect(await keys.find(first, 'write')).toMatchObject({ source: 'demo' });
    expect(await keys.find(second, 'write')).toMatchObject({ source: 'demo' });
    now += HOUR_IN_MS;
    const listed = (await sourceNamed('demo')).keys;
    expect(listed.map(({ hint, kind, usedAt }: Record<string, string>) => [hint, kind, usedAt])).toEqual([
      [first.slice(-4), 'write', '2026-06-01T03:00:00.000Z'],
      [second.slice(-4), 'write', '2026-06-01T03:00:00.000Z'],
    ]);
    expect(JSON.stringify(listed)).not.toContain(first);
  });

  test('send events only unless it is said, which a command changes either way, from the next delivery on', async () => {
    const { key, id, rights } = (await say('source', 'key', 'demo', '--kind', 'write')).json;
    expect(rights).toBe('events');
    expect(await keys.find(key, 'write')).toEqual({ source: 'demo', limitedKey: id });
    expect((await say('source', 'rights', key.slice(-4), 'facts')).json).toMatchObject({ id, before: 'events' });
    expect(await keys.find(key, 'write')).toEqual({ source: 'demo' });
    await say('source', 'rights', id, 'events');
    expect(await keys.find(key, 'write')).toEqual({ source: 'demo', limitedKey: id });
    const server = (await say('source', 'key', 'demo', '--kind', 'write', '--rights', 'facts')).json;
    expect(await keys.find(server.key, 'write')).toEqual({ source: 'demo' });
    expect((await sourceNamed('demo')).keys.map((one: { rights: string }) => one.rights).sort()).toEqual([
      'events',
      'facts',
    ]);
    expect((await say('source', 'key', 'demo', '--kind', 'api', '--rights', 'events')).exitCode).toBe(1);
  });

  test('of both sorts are replaced one sort at a time, and a new one may tell no more than those it replaces', async () => {
    const page = (await say('source', 'key', 'demo', '--kind', 'write')).json.key;
    const server = (await say('source', 'key', 'demo', '--kind', 'write', '--rights', 'facts')).json.key;
    expect((await say('source', 'rotate', 'demo', '--kind', 'write')).exitCode).toBe(1);
    const rotated = await say('source', 'rotate', 'demo', '--kind', 'write', '--rights', 'events', '--overlap', '0');
    expect(await keys.find(page, 'write')).toBeNull();
    expect(await keys.find(server, 'write')).toEqual({ source: 'demo' });
    expect(await keys.find(rotated.json.secret, 'write')).toMatchObject({ limitedKey: expect.any(String) });
  });

  test('sign identities with a secret of their own kind, that changes with the source’s', async () => {
    const { secret } = (await say('source', 'identity', 'demo')).json;
    expect(secret).toMatch(/^ski_[\w-]{43}$/);
    expect(secret).not.toContain('a'.repeat(12));
    await say('source', 'rotate', 'demo');
    expect((await say('source', 'identity', 'demo')).json.secret).not.toBe(secret);
  });

  test('open nothing once they are revoked, by their last letters or their id', async () => {
    const first = (await say('source', 'key', 'demo', '--kind', 'api')).json;
    const second = (await say('source', 'key', 'demo', '--kind', 'events')).json;
    expect((await say('source', 'revoke', first.key.slice(-4))).json).toMatchObject({ id: first.id, kind: 'api' });
    // An id may begin with a dash.
    expect((await say('source', 'revoke', '--', second.id.slice(0, 8))).exitCode).toBe(0);
    expect(await keys.find(first.key, 'api')).toBeNull();
    expect(await keys.find(second.key, 'events')).toBeNull();
    expect((await sourceNamed('demo')).keys).toEqual([]);
    expect((await say('source', 'revoke', 'none')).exitCode).toBe(1);
  });

  test('are replaced with an overlap: both are good, then the new one only', async () => {
    const old = (await say('source', 'key', 'demo', '--kind', 'write')).json.key;
    const other = (await say('source', 'key', 'demo', '--kind', 'api')).json.key;
    const fresh = (await say('source', 'rotate', 'demo', '--kind', 'write', '--overlap', '2')).json.secret;
    now += 2 * HOUR_IN_MS - 1000;
    expect(await keys.find(old, 'write')).not.toBeNull();
    now += 1000;
    expect(await keys.find(old, 'write')).toBeNull();
    expect(await keys.find(fresh, 'write')).not.toBeNull();
    expect(await keys.find(other, 'api')).not.toBeNull();
    expect((await sourceNamed('demo')).keys).toHaveLength(2);
  });

  test('of a leaked kind all end at once without an overlap', async () => {
    const old = (await say('source', 'key', 'demo', '--kind', 'write')).json.key;
    await say('source', 'rotate', 'demo', '--kind', 'write', '--overlap', '0');
    expect(await keys.find(old, 'write')).toBeNull();
  });
});

describe('a rotated secret', () => {
  test('is taken beside the earlier one until the overlap ends', async () => {
    const before = bytesOf('a'.repeat(48));
    await signing.of('demo');
    const { json } = await say('source', 'rotate', 'demo', '--overlap', '1');
    const after = bytesOf(json.secret);
    expect((await signing.of('demo'))?.secrets).toEqual([after, before]);
    now += HOUR_IN_MS;
    expect((await signing.of('demo'))?.secrets).toEqual([after]);
  });

  test('shows by its last use whether anybody signs with the earlier one still', async () => {
    const before = bytesOf('a'.repeat(48));
    await uses.note('demo', before);
    const { json } = await say('source', 'rotate', 'demo', '--overlap', '48');
    now += 24 * HOUR_IN_MS;
    await uses.note('demo', bytesOf(json.secret));
    expect((await sourceNamed('demo')).secrets).toEqual([
      { name: 'current', until: null, usedAt: '2026-06-02T03:00:00.000Z' },
      { name: 'previous', until: '2026-06-03T03:20:00.000Z', usedAt: '2026-06-01T03:00:00.000Z' },
    ]);
  });

  test('is changed by one of two who try at the same moment, and the other is told', async () => {
    const tries = await Promise.all([1, 2].map(() => say('source', 'rotate', 'demo')));
    const won = tries.filter(({ exitCode }) => exitCode === 0);
    expect(won.length).toBeGreaterThanOrEqual(1);
    for (const { json } of won) expect((await signing.of('demo'))?.secrets).toContainEqual(bytesOf(json.secret));
    for (const { stderr } of tries.filter(({ exitCode }) => exitCode === 1)) expect(stderr).toContain('Somebody else');
  });

  test('is refused more than ten times within an overlap, with what to do', async () => {
    for (let i = 0; i < 10; i += 1) expect((await say('source', 'rotate', 'demo')).exitCode).toBe(0);
    const refused = await say('source', 'rotate', 'demo');
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--overlap 0') });
    expect((await say('source', 'rotate', 'demo', '--overlap', '0')).exitCode).toBe(0);
  });
});

describe('a disabled source', () => {
  test('opens with nothing, at once, and gets no new keys; enabled, with all that it had', async () => {
    const key = (await say('source', 'key', 'demo', '--kind', 'events')).json.key;
    expect((await say('source', 'disable', 'demo')).json).toMatchObject({ name: 'demo', keys: 1 });
    expect((await signing.of('demo'))?.isDisabled).toBe(true);
    expect(await keys.find(key, 'events')).toBeNull();
    expect(await say('source', 'key', 'demo', '--kind', 'write')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('source enable demo'),
    });
    expect((await sourceNamed('demo')).disabledAt).toBe('2026-06-01T03:20:00.000Z');
    await say('source', 'enable', 'demo');
    expect((await signing.of('demo'))?.isDisabled).toBe(false);
    expect(await keys.find(key, 'events')).toEqual({ source: 'demo' });
  });

  test('must be one that there is', async () => {
    expect(await say('source', 'disable', 'nobody')).toMatchObject({ exitCode: 1 });
    expect((await say('source', 'list')).json).toHaveLength(1);
  });
});
