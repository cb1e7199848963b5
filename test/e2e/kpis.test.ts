import { beforeAll, describe, expect, it } from 'vitest';
import { coursesOfVolumes } from '../../domain/kpis/course-days.ts';
import { accountBucket } from '../../functions/store/keys.ts';
import { DynamoCourseDays } from '../../functions/store/ledger/course-days.ts';
import { operate } from '../../local/operator.ts';
import { accountsTable, dynamo, importRows, textFileOf, todayMinus } from './installation.ts';

const [growing, leaving] = ['kept-growing', 'kept-leaving'];
const ledger = `account,effective,fact,value
${growing},2024-03-01,mrr,100000 JPY
${growing},2025-02-01,mrr,130000 JPY
${growing},2025-02-10,plan,pro
${leaving},2024-03-01,mrr,50000 JPY
${leaving},2025-03-15,status,churned
`;
const correction = `account,effective,fact,value,toldAt
${growing},2025-02-01,mrr,120000 JPY,2025-06-01
`;

interface Month {
  from: string;
  closing: { accounts: number; mrr: number };
}

/** As the nights left it, with what changed since; and as all ledgers say it, which are read to know what was known. */
const asKept = () => kpis();
const asTheLedgersSay = () => kpis('--as-known-on', todayMinus(0));
const kpis = (...more: string[]) =>
  operate<Month[]>('kpis', '--from', '2025-01-01', '--to', '2025-04-30', '--currency', 'JPY', ...more);

async function keptOf(account: string) {
  const days = new DynamoCourseDays(dynamo, await accountsTable());
  const bucket = accountBucket(account);
  const { readUntil } = await days.head(bucket);
  return { readUntil, course: coursesOfVolumes(await days.volumes(bucket)).get(account)?.course };
}

describe('KPIs of months that nights have kept', () => {
  let before: Month[];
  beforeAll(async () => {
    await importRows(
      'accounts',
      [growing, leaving].map((id) => ({ id, name: id })),
    );
    expect(await operate('import', 'ledger', textFileOf(ledger, 'csv'))).toMatchObject({ imported: 5, refused: [] });
    before = await asKept();
  });

  it('are what they were before the night, out of the days that it kept', async () => {
    await operate('score');
    const { readUntil, course } = await keptOf(growing);
    expect(readUntil).toBeGreaterThan(0);
    expect(course?.map(({ day }) => day)).toEqual(['2024-03-01', '2025-02-01', '2025-02-10']);
    const kept = await asKept();
    expect(kept).toEqual(before);
    expect(kept).toEqual(await asTheLedgersSay());
  });

  it('follow a correction at once, and the next night keeps it', async () => {
    await operate('score');
    await operate('import', 'ledger', textFileOf(correction, 'csv'));
    const corrected = await asKept();
    const february = (months: Month[]) => months.find(({ from }) => from === '2025-02-01')?.closing.mrr;
    expect(Number(february(before)) - Number(february(corrected))).toBe(10_000);
    expect(corrected).toEqual(await asTheLedgersSay());

    await operate('score');
    expect((await keptOf(growing)).course?.[1]?.state.mrr).toEqual({ JPY: 120_000 });
    expect(await asKept()).toEqual(corrected);
  });
});
