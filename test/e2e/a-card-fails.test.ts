import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { AtStripe } from './at-stripe.ts';
import { importRows, mailsTo, until } from './installation.ts';

interface Row {
  template: string;
  signal: string;
  status: string;
  assignee: string | null;
}

const WITHIN_MS = 30_000;
const csm = 'chika@demo.example';

const atStripe = new AtStripe('stripe', 'whsec_e2eCardFails0123456789');

const invoice = (more: object) => ({
  id: 'in_card',
  number: 'AC-0012',
  customer: 'cus_card',
  customer_email: 'somebody@paying.example',
  currency: 'jpy',
  amount_remaining: 33_000,
  metadata: {},
  ...more,
});

const tasks = async () =>
  (await operate<Row[]>('tasks', '--account', 'paying')).filter(({ signal }) => signal === 'payment-failed');

describe('a card that fails at Stripe', () => {
  beforeAll(async () => {
    await importRows('csms', [
      { id: 'chika', name: '千賀 千佳', email: csm, role: 'csm', language: 'ja', country: 'JP' },
    ]);
    await importRows('accounts', [
      { id: 'paying', name: '支払株式会社', csm: 'chika', stage: 'adoption', language: 'ja' },
    ]);
    await atStripe.connect();
  });

  it('waits while nobody knows whose customer it is, and is a task in the CSM’s inbox within 30 seconds of the link', async () => {
    await atStripe.post('invoice.payment_failed', invoice({}));
    const linkedAt = await atStripe.post('customer.updated', { id: 'cus_card', metadata: { account: 'paying' } });
    const mail = await until('the mail of the billing play', WITHIN_MS, async () =>
      (await mailsTo(csm)).find(({ text }) => text.includes('AC-0012')),
    );
    expect(Date.now() - linkedAt).toBeLessThan(WITHIN_MS);
    expect(mail.subject).toContain('請求1件のお支払いが未完了');
    expect(mail.text).toContain('支払株式会社');
    expect(mail.text).toMatch(/[¥￥]33,000/);
    // What nobody can look up by hand has no place in it.
    expect(mail.text).not.toMatch(/in_card|somebody@paying\.example/);
    expect(await tasks()).toMatchObject([{ template: 'payment-mend', status: 'open', assignee: 'chika' }]);
  });

  it('is no matter any more once it is paid: the task closes by itself, and nothing comes twice', async () => {
    await atStripe.post('invoice.paid', invoice({ amount_remaining: 0, amount_paid: 33_000 }));
    await until('the task closed', WITHIN_MS, async () =>
      (await tasks()).every(({ status }) => status !== 'open') ? true : undefined,
    );
    await operate('settle');
    expect((await tasks()).map(({ template, status }) => [template, status])).toEqual([['payment-mend', 'recovered']]);
    expect((await mailsTo(csm)).filter(({ text }) => text.includes('AC-0012'))).toHaveLength(1);
  });
});
