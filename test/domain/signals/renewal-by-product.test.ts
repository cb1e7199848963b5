import { describe, expect, it } from 'vitest';
import type { Product } from '../../../domain/account/account.ts';
import { asRenewingOn, renewalDateOf, withSumOfProducts } from '../../../domain/account/products.ts';
import { cover, emptyCoverage } from '../../../domain/data-map/coverage.ts';
import { planWork } from '../../../domain/plays/plan-work.ts';
import { emptyLifetime } from '../../../domain/usage/lifetime.ts';
import { planContext } from '../../support/arbitrary-account.ts';
import { defaultPlaybook, Story } from '../../support/story.ts';

function withProducts(products: Product[], renewalDate?: string): Story {
  const story = new Story();
  story.account = { ...story.account, csm: 'aoi', stage: 'adoption', products, renewalDate };
  story.contacts = [{ id: 'mei', account: 'koa', role: 'admin', name: 'Mei', email: 'mei@koa.example' }];
  return story;
}

const crm: Product = { name: 'CRM', renewalDate: '2026-09-01' };
const chat: Product = { name: 'Chat', renewalDate: '2026-12-01' };
const wiki: Product = { name: 'Wiki' };

describe('the renewal of an account with several products', () => {
  it('comes up for each of their days by itself', () => {
    const story = withProducts([crm, chat]);
    const verdicts = (day: string) =>
      ['2026-09-01', '2026-12-01'].map((date) => story.reading('renewal-due', day, date).verdict);
    expect(verdicts('2026-05-31')).toEqual(['recovers', 'recovers']);
    expect(verdicts('2026-06-01')).toEqual(['trips', 'recovers']);
    expect(verdicts('2026-09-01')).toEqual(['trips', 'trips']);
  });

  it('is that of the account for a product that has no day of its own', () => {
    const story = withProducts([crm, wiki], '2026-12-01');
    expect(story.reading('renewal-due', '2026-09-01', '2026-12-01').verdict).toBe('trips');
    const { signals } = withProducts([crm], '2026-12-01').day('2026-09-01');
    const renewals = signals.filter(({ signal }) => signal === 'renewal-due');
    expect(renewals.map(({ subject }) => subject)).toEqual(['2026-09-01']);
  });

  it('ends with the day of its product, and leaves that of the other open', () => {
    const story = withProducts([crm, { ...chat, renewalDate: '2026-09-15' }]);
    story.day('2026-06-15');
    story.account = {
      ...story.account,
      products: [
        { ...crm, renewalDate: '2027-09-01' },
        { ...chat, renewalDate: '2026-09-15' },
      ],
    };
    story.day('2026-06-16');
    const open = story.state?.episodes.filter(({ signal, recoveredOn }) => signal === 'renewal-due' && !recoveredOn);
    expect(open?.map(({ subject }) => subject)).toEqual(['2026-09-15']);
  });

  it('is asked about by a mail that names the day and the products that renew on it', () => {
    const story = withProducts([chat, crm, { ...wiki, renewalDate: '2026-09-01' }]);
    const input = story.input('2026-06-01');
    const { mails } = planWork(input, story.day('2026-06-01'), { ...planContext, now: '2026-06-01T00:00:00.000Z' });
    const asked = mails.flatMap(({ content }) => (content.type === 'customer' ? [content] : []));
    expect(asked).toMatchObject([{ renewalDate: '2026-09-01', products: ['CRM', 'Wiki'] }]);
  });

  it('gives a task that says which products it is of, and the day that it is about', () => {
    const story = withProducts([{ ...chat, renewalDate: '2026-06-15' }, crm, { ...wiki, renewalDate: '2026-09-01' }]);
    const input = story.input('2026-06-01');
    const { tasks, mails } = planWork(input, story.day('2026-06-01'), {
      ...planContext,
      now: '2026-06-01T00:00:00.000Z',
    });
    const ofSeptember = tasks.filter(({ signal, subject }) => signal === 'renewal-due' && subject === '2026-09-01');
    const about = { id: '2026-09-01', products: ['CRM', 'Wiki'] };
    expect(ofSeptember.map(({ data }) => [data.about, data.renewalDate])).toContainEqual([about, about.id]);
    const told = mails.flatMap(({ content }) => (content.type === 'task' ? [content.subject] : []));
    expect(told).toContainEqual({ id: '2026-06-15', products: ['Chat'] });
  });

  it('puts the account into the stage of renewal by whichever day comes first', () => {
    const stageOn = (day: string) => withProducts([chat, crm]).day(day).stage?.stage;
    expect([stageOn('2026-05-31'), stageOn('2026-06-01'), stageOn('2026-10-01')]).toEqual([
      'adoption',
      'renewal',
      'renewal',
    ]);
  });

  it('is data that arrives, in whichever way it is told', () => {
    const coverage = emptyCoverage();
    const { account } = withProducts([chat, { ...crm, mrr: 100 }]);
    cover(coverage, { account, contacts: [], lifetime: emptyLifetime(), records: [] }, defaultPlaybook);
    expect(coverage.accountFields).toMatchObject({ renewalDate: 1, mrr: 1 });
  });

  it('that nothing names is the next one', () => {
    const { account } = withProducts([chat, crm]);
    expect(renewalDateOf(account, '2026-12-01', '2026-06-01')).toBe('2026-12-01');
    expect(renewalDateOf(account, 'mei', '2026-06-01')).toBe('2026-09-01');
    expect(renewalDateOf(account, null, '2026-10-01')).toBe('2026-12-01');
    expect(renewalDateOf(account, null, '2027-01-01')).toBe('2026-12-01');
    expect(renewalDateOf({}, null, '2027-01-01')).toBeUndefined();
  });
});

describe('an answer to the renewal of some products', () => {
  it('is told with what is paid for them, and not for the others', () => {
    const products = [
      { ...crm, mrr: 100 },
      { ...chat, mrr: 50 },
    ];
    const account = { id: 'koa', name: 'Koa', currency: 'JPY', products };
    expect(asRenewingOn(account, '2026-12-01')).toMatchObject({ mrr: 50, currency: 'JPY' });
    const whole = { id: 'koa', name: 'Koa', mrr: 70 };
    expect(asRenewingOn(whole, '2026-12-01')).toEqual(whole);
  });
});

describe('what an account pays', () => {
  const account = { id: 'koa', name: 'Koa', mrr: 999, currency: 'JPY' };

  it('is the sum of its products in the place of what is said of the whole', () => {
    const products = [{ name: 'CRM', mrr: 100 }, { name: 'Chat', mrr: 50, currency: 'JPY' }, wiki];
    expect(withSumOfProducts({ ...account, products })).toMatchObject({ mrr: 150, currency: 'JPY' });
    expect(withSumOfProducts(account)).toEqual(account);
  });

  it('is never added up over currencies', () => {
    const products = [
      { name: 'CRM', mrr: 100 },
      { name: 'Chat', mrr: 50, currency: 'USD' },
    ];
    expect(withSumOfProducts({ ...account, products }).mrr).toBe(999);
  });
});
