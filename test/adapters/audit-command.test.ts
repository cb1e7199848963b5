import { beforeEach, describe, expect, test } from 'vitest';
import { type AuditEntry, operatorNamed, programOf } from '../../domain/audit/audit.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { DynamoAuditLog } from '../../functions/store/audit/audit-log.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { createTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');

let tools: Tools;
let log: DynamoAuditLog;
const inWords = (...line: string[]): Promise<Said> =>
  sayTo(line, { openInstallation: () => installationOf(tools), now: () => NOW });
const audit = async (...options: string[]) => (await inWords('--json', 'audit', ...options)).json;

beforeEach(async () => {
  const tables = await createTables();
  tools = toolsOver(tables, () => NOW);
  log = new DynamoAuditLog(tables.client, tables.accountsTable);
});

const add = (at: string, said: Partial<AuditEntry> = {}) =>
  log.add({
    at,
    who: operatorNamed('aya'),
    door: 'command',
    what: 'next-action-noted',
    about: { account: 'koa' },
    before: 'Write',
    after: 'Call',
    ...said,
  });

describe('audit', () => {
  test('tells who did what, by what way, and how it was before', async () => {
    await add('2026-05-20T00:00:00.000Z', { who: programOf('crm', 'k7Qx'), door: 'api', before: null });
    expect(await audit()).toEqual([
      {
        at: '2026-05-20T00:00:00.000Z',
        ...{ who: 'crm', whoIs: 'program', key: 'k7Qx', door: 'api', what: 'next-action-noted' },
        ...{ about: { account: 'koa' }, before: null, after: 'Call' },
        page: expect.stringMatching(/^https?:.*\/accounts\/koa$/),
      },
    ]);
  });

  test('tells of the last 30 days, and from any day on, by the company’s clock, the latest last', async () => {
    // Midnight in Tokyo is 15:00 UTC of the day before.
    const ats = [
      '2025-12-31T14:59:00',
      '2025-12-31T15:00:00',
      '2026-05-01T14:59:00',
      '2026-05-02T15:00:00',
      '2026-06-01T02:00:00',
    ];
    for (const at of ats) await add(`${at}.000Z`);
    const shown = async (...options: string[]) =>
      (await audit(...options)).map((entry: AuditEntry) => entry.at.slice(0, 16));
    expect(await shown()).toEqual(['2026-05-02T15:00', '2026-06-01T02:00']);
    expect(await shown('--since', '2026-01-01')).toEqual(ats.slice(1).map((at) => at.slice(0, 16)));
    expect(await shown('--account', 'koa')).toEqual(ats.map((at) => at.slice(0, 16)));
    expect(await shown('--account', 'koa', '--since', '2026-05-03')).toEqual(['2026-05-02T15:00', '2026-06-01T02:00']);
    expect(await shown('--account', 'other')).toEqual([]);
  });

  test('tells of more than fits into an answer, of one person where asked', async () => {
    const both = Array.from({ length: 450 }, (_, n) => n);
    await Promise.all(
      both.map((n) =>
        add(new Date(NOW - n * 60_000).toISOString(), { who: operatorNamed(n % 3 === 0 ? 'ben' : 'aya'), after: n }),
      ),
    );
    expect((await audit()).map(({ after }: AuditEntry) => after)).toEqual(both.toReversed());
    expect((await audit('--account', 'koa')).map(({ after }: AuditEntry) => after)).toEqual(both.toReversed());
    expect(await audit('--who', 'ben')).toHaveLength(150);
  });

  test('is a table for people, in words', async () => {
    await add('2026-05-20T00:00:00.000Z', {
      who: operatorNamed(undefined),
      what: 'account-changed',
      before: { mrr: 100, plan: null },
      after: { mrr: 120, plan: 'pro' },
    });
    await add('2026-05-21T00:00:00.000Z', { who: { is: 'contact', id: 'rin' }, door: 'mail', what: 'mails-chosen' });
    const { stdout } = await inWords('audit');
    expect(stdout).toContain('an operator');
    expect(stdout).toMatch(/Account changed +koa +mrr: 100 → 120, plan: pro/);
    expect(stdout).toMatch(/rin +link in a mail +Mail preferences changed/);
    expect((await inWords('audit', '--since', '2026-05-30')).stdout).toBe('nobody changed anything\n');
  });
});
