import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../domain/time/day.ts';
import { operate } from '../../local/operator.ts';
import {
  type CaughtMail,
  fileOf,
  heartbeat,
  importRows,
  logins,
  mailsTo,
  sakimawari,
  sendEvents,
  todayMinus,
  until,
} from './installation.ts';

const withinMs = 30_000;
const account = 'leaving';
const csm = 'lena@demo.example';
const customer = 'buyer@leaving.example';
const today = todayMinus(0);

type Kpis = { reasons: { movement: string; reason: string | null; accounts: { account: string }[] }[] }[];

describe('a customer who says that they do not renew', () => {
  beforeAll(async () => {
    await importRows('csms', [{ id: 'lena', name: 'Lena Lind', email: csm, language: 'en', country: 'SE' }]);
    const facts = { id: account, name: 'Leaving AB', csm: 'lena', stage: 'adoption', language: 'en' };
    await importRows('accounts', [{ ...facts, renewalDate: addDays(today, 80) }]);
    await importRows('contacts', [{ id: 'buyer', account, name: 'Bea Buyer', email: customer, role: 'admin' }]);
    const past = { account, effective: todayMinus(90), fact: 'mrr', value: '120000 JPY' };
    await sakimawari('import', 'ledger', fileOf([past]));
    await sendEvents([...logins(account, 'buyer', 5, 4), ...heartbeat(account)]);
    await operate('settle');
    await operate('score');
    await operate('settle');
  });

  it('gives their CSM a task that asks why, and the reason stands in the ledger and behind the KPIs', async () => {
    const question = await mailOf(customer, () => true);
    await press(linkOf(question, 'We are not renewing'), { answer: 'not-renewing', comment: 'Too dear for us' });

    const toCsm = await mailOf(csm, ({ html }) => html.includes('also asks why they leave'));
    const done = linkOf(toCsm, 'Done');
    expect(await (await fetch(done)).text()).toContain('Why do they leave?');
    expect(await reasonsInLedger(), 'to look at it says nothing').toEqual([]);
    await press(done, { outcome: 'no-effect', reason: 'price', minutes: '', note: 'Half as much elsewhere' });
    expect(await reasonsInLedger()).toMatchObject([
      { value: 'price', note: 'Half as much elsewhere', door: 'task', effective: today },
    ]);

    await importRows('accounts', [{ id: account, name: 'Leaving AB', churnedOn: today }]);
    const [row] = await operate<Kpis>('kpis', '--by', 'day', '--from', today, '--to', today, '--currency', 'JPY');
    const ours = row?.reasons.filter(({ accounts }) => accounts.some((one) => one.account === account));
    expect(ours).toMatchObject([{ movement: 'churn', reason: 'price' }]);
  });
});

async function mailOf(to: string, isIt: (mail: CaughtMail) => boolean): Promise<CaughtMail> {
  return until('the mail', withinMs, async () => (await mailsTo(to)).find(isIt));
}

function linkOf({ html }: CaughtMail, label: string): string {
  const link = [...html.matchAll(/<a [^>]*href="([^"]+)"[^>]*>([^<]*)</g)].find(([, , text]) => text?.trim() === label);
  if (link === undefined) throw new Error(`the mail has no link "${label}"`);
  return link[1] as string;
}

async function press(address: string, form: Record<string, string>): Promise<void> {
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(form) });
  expect(answer.status).toBe(200);
}

async function reasonsInLedger() {
  const facts = await operate<{ fact: string }[]>('ledger', account);
  return facts.filter(({ fact }) => fact === 'churnReason');
}
