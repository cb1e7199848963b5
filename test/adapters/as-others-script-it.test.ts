import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { survivingShare } from '../../domain/statistics/shifted-beta-geometric.ts';
import { addMonths } from '../../domain/time/day.ts';
import { installationOf, say as sayTo, toolsOver } from '../support/operator.ts';
import { createTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-15T03:00:00Z');

/** What scripts read of `--json`; keys may be added, so these say only what stays. */
const importedSchema = z.object({
  imported: z.int(),
  unchanged: z.int(),
  refused: z.array(z.object({ line: z.int(), reason: z.string() })),
});
const ledgerSchema = z.array(
  z.object({
    effective: z.iso.date(),
    toldAt: z.iso.datetime(),
    fact: z.string(),
    value: z.union([z.string(), z.number(), z.array(z.string()), z.null()]),
  }),
);
const levelSchema = z.object({ accounts: z.int(), mrr: z.number() });
const shareSchema = z.number().nullable();
const kpisSchema = z.array(
  z.object({
    from: z.iso.date(),
    to: z.iso.date(),
    opening: levelSchema,
    closing: levelSchema,
    logoChurn: shareSchema,
    grossRetention: shareSchema,
    netRetention: shareSchema,
    churnedAccounts: z.array(z.string()),
    apart: z.array(z.object({ account: z.string(), currencies: z.string() })),
    definitions: z.object({
      logo: z.enum(['end-to-end', 'events']),
      grr: z.enum(['cohort', 'movements']),
      free: z.enum(['churn', 'contraction']),
      backWithin: z.int(),
    }),
  }),
);
const ltvSchema = z.union([
  z.object({
    alpha: z.number(),
    beta: z.number(),
    lifetime: z.number(),
    ltv: z.number(),
    interval: z.tuple([z.number(), z.number()]),
  }),
  z.object({ refused: z.string() }),
]);

let folder: string;
let files = 0;
let say: (...line: string[]) => Promise<unknown>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-scripts-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  const tools = toolsOver(await createTables(), () => NOW);
  say = async (...line) => {
    const { json, exitCode, stderr } = await sayTo([...line, '--json'], {
      openInstallation: () => installationOf(tools),
      now: () => NOW,
    });
    if (exitCode !== 0) throw new Error(stderr);
    return json;
  };
});

async function importLedger(text: string, ending = 'csv') {
  files += 1;
  const path = join(folder, `${files}.${ending}`);
  await writeFile(path, text);
  return importedSchema.parse(await say('import', 'ledger', path));
}
const ledger = async (...line: string[]) => ledgerSchema.parse(await say('ledger', ...line));
const kpis = async (...line: string[]) => kpisSchema.parse(await say('kpis', ...line));
const month = async (...line: string[]) => {
  const [row] = await kpis('--from', '2026-05-01', '--to', '2026-05-31', ...line);
  return row as z.infer<typeof kpisSchema>[number];
};
const ltv = async (...line: string[]) => ltvSchema.parse(await say('ltv', ...line));

/** One month of a company, in thousands of yen. */
const worked = `account,effective,fact,value,toldAt,reason
A,2026-01-01,mrr,100 JPY,,
A,2026-05-05,mrr,130 JPY,,
B,2026-01-01,mrr,100 JPY,,
B,2026-05-10,mrr,80 JPY,2026-05-20,fewer-people
C,2026-01-01,mrr,100 JPY,,
C,2026-05-12,status,churned,2026-05-12,price
D,2026-01-01,mrr,200 JPY,,
F,2026-05-20,mrr,50 JPY,,
G,2026-01-01,mrr,100 JPY,,
G,2026-05-03,mrr,0 JPY,,
G,2026-05-24,mrr,100 JPY,,
H,2026-01-01,mrr,100 JPY,,
H,2026-05-08,mrr,150 JPY,,
H,2026-05-18,mrr,90 JPY,,
`;

describe('The past of accounts, as others script it', () => {
  test('comes from CSV and from NDJSON, and is told as of a day and as known on another', async () => {
    expect(await importLedger(worked)).toEqual({ imported: 14, unchanged: 0, refused: [] });
    const asJson = [
      {
        account: 'B',
        effective: '2026-05-10',
        fact: 'mrr',
        value: '80 JPY',
        toldAt: '2026-05-20',
        reason: 'fewer-people',
      },
      { account: 'B', effective: '2026-01-01', fact: 'licenses', value: 12 },
      { account: 'B', effective: '2026-01-01', fact: 'holds', value: 'chat;sso' },
      { account: 'B', effective: '2026-01-01', fact: 'mrr', value: '-1 JPY' },
    ];
    expect(await importLedger(asJson.map((row) => `${JSON.stringify(row)}\n`).join(''), 'ndjson')).toEqual({
      imported: 2,
      unchanged: 1,
      refused: [{ line: 4, reason: 'mrr.amount -1 is below 0' }],
    });
    const facts = async (...days: string[]) =>
      (await ledger('B', ...days)).map(({ fact, value, effective }) => [fact, value, effective]);
    const others = [
      ['holds', ['chat', 'sso'], '2026-01-01'],
      ['licenses', 12, '2026-01-01'],
    ];
    expect(await facts()).toEqual([...others, ['mrr', '80 JPY', '2026-05-10']]);
    expect(await facts('--as-of', '2026-05-09')).toEqual([...others, ['mrr', '100 JPY', '2026-01-01']]);
    expect(await facts('--as-of', '2026-05-31', '--as-known-on', '2026-05-19')).toEqual([
      ...others,
      ['mrr', '100 JPY', '2026-01-01'],
    ]);
    expect((await ledger('B', '--history')).map(({ toldAt }) => toldAt)).toContain('2026-05-19T15:00:00.000Z');
  });
});

describe('KPIs, as others script them', () => {
  test('are those of the worked example, by each of its definitions', async () => {
    await importLedger(worked);
    expect(await month()).toEqual({
      from: '2026-05-01',
      to: '2026-05-31',
      opening: { accounts: 6, mrr: 700 },
      closing: { accounts: 6, mrr: 650 },
      logoChurn: 1 / 6,
      grossRetention: 570 / 700,
      netRetention: 600 / 700,
      churnedAccounts: ['C'],
      apart: [],
      definitions: { logo: 'end-to-end', grr: 'cohort', free: 'churn', backWithin: 90 },
    });
    expect(await month('--grr', 'movements')).toMatchObject({
      grossRetention: 420 / 700,
      netRetention: 600 / 700,
      definitions: { grr: 'movements', logo: 'end-to-end' },
    });
    expect(await month('--logo', 'events')).toMatchObject({
      logoChurn: 2 / 6,
      churnedAccounts: ['C', 'G'],
      definitions: { logo: 'events' },
    });
  });

  test('count who comes back later as new, and who goes on for free as asked', async () => {
    await importLedger(`${worked}D,2026-05-15,status,free,,\n`);
    expect(await month('--back-within', '20')).toMatchObject({
      netRetention: 300 / 700,
      churnedAccounts: ['C', 'D', 'G'],
      definitions: { backWithin: 20 },
    });
    expect(await month('--free', 'churn')).toMatchObject({ logoChurn: 2 / 6, churnedAccounts: ['C', 'D'] });
    expect(await month('--free', 'contraction')).toMatchObject({ logoChurn: 1 / 6, netRetention: 400 / 700 });
  });

  test('are of the last twelve months that are over unless asked otherwise, with nothing where there is nothing to divide', async () => {
    await importLedger(worked);
    const rows = await kpis();
    expect(rows.map(({ from }) => from)).toEqual(Array.from({ length: 12 }, (_, i) => addMonths('2025-06-01', i)));
    expect(rows[0]).toMatchObject({
      opening: { accounts: 0, mrr: 0 },
      logoChurn: null,
      grossRetention: null,
      netRetention: null,
    });
    expect(await kpis('--by', 'week', '--from', '2026-05-04', '--to', '2026-05-17')).toHaveLength(2);
    expect(await kpis('--by', 'day', '--to', '2026-05-31')).toHaveLength(12);
  });

  test('are in the unit of the currency asked for', async () => {
    await importLedger(`${worked}U,2026-01-01,mrr,9.95 USD,,\n`);
    expect(await month('--currency', 'JPY')).toMatchObject({
      opening: { accounts: 7, mrr: 700 },
      netRetention: 600 / 700,
    });
    expect((await month('--currency', 'JPY')).apart).toEqual([{ account: 'U', currencies: 'USD' }]);
    expect(await month('--currency', 'usd')).toMatchObject({ opening: { accounts: 7, mrr: 9.95 }, netRetention: 1 });
  });

  test.each([
    [['--grr', 'gross'], 'Allowed choices are cohort, movements'],
    [['--back-within', '181'], 'not a number of days from 0 to 180'],
    [['--currency', 'yen!'], 'not a currency'],
    [['--from', '2026-06-01', '--to', '2026-05-01'], '--from 2026-06-01 is after --to 2026-05-01'],
    [
      ['--by', 'day', '--from', '2016-01-01', '--to', '9999-12-31'],
      '2016-01-01 to 9999-12-31 is too long to be told by day',
    ],
  ])('say what is wrong with %j', async (line, complaint) => {
    await expect(kpis(...(line as string[]))).rejects.toThrow(complaint as string);
  });
});

describe('What a customer is worth, as others script it', () => {
  /** Accounts that all began in October, and how many of them were still there a month later, two months later … */
  const cohort = (survivors: number[]) => {
    const rows = Array.from({ length: survivors[0] as number }, (_, i) => {
      const months = survivors.findIndex((still) => i >= still);
      const churn = months === -1 ? '' : `a${i},${addMonths('2025-10-01', months)},status,churned\n`;
      return `a${i},2025-10-01,mrr,100 JPY\n${churn}`;
    });
    return `account,effective,fact,value\n${rows.join('')}`;
  };

  test.each([
    [[1000, 869, 743, 653, 593, 551, 517, 491], '2026-05-01', 0.668, 3.806],
    [[1000, 631, 468, 382, 326], '2026-02-01', 0.764, 1.296],
  ])('is fitted to the survivors %j', async (survivors, asOf, alpha, beta) => {
    await importLedger(cohort(survivors));
    const found = await ltv('--as-of', asOf, '--gross-margin', '0.8');
    if ('refused' in found) throw new Error(found.refused);
    expect(found.alpha).toBeCloseTo(alpha, 3);
    expect(found.beta).toBeCloseTo(beta, 3);
    expect(found.ltv).toBe(Math.round(80 * found.lifetime));
    expect(found.interval[0]).toBeLessThan(found.ltv);
    expect(found.interval[1]).toBeGreaterThan(found.ltv);
    // Where a churn that stays the same would leave 0.141 after seven.
    if (alpha === 0.764) expect(survivingShare(found, 7)).toBeCloseTo(0.23, 3);
  });

  test('is refused in words where too few have left', async () => {
    await importLedger(worked);
    expect(await ltv()).toEqual({ refused: expect.stringContaining('fewer than 30') });
  });
});
