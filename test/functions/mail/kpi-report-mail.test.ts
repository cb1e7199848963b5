import { describe, expect, it } from 'vitest';
import type { KpiFigure, KpiReportContent } from '../../../domain/mail/mail-content.ts';
import { kpiReportMail } from '../../../functions/mail/team/kpi-report-mail.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { sampleKpiReport } from '../../support/sample-mails.ts';

const churn = (changes: Partial<KpiFigure> = {}): KpiFigure => ({
  kpi: 'customer-churn',
  definition: 'churn-end-to-end',
  value: 0.1,
  part: 1,
  whole: 10,
  customers: 10,
  interval: [0.018, 0.404],
  before: [0.05],
  ...changes,
});
const retention = (changes: Partial<KpiFigure> = {}): KpiFigure => ({
  kpi: 'net-revenue-retention',
  definition: 'net-cohort',
  value: 0.857,
  part: 600_000,
  whole: 700_000,
  customers: 12,
  before: [],
  ...changes,
});
const mail = (figures: KpiFigure[], currency: string | null = 'JPY') =>
  kpiReportMail(sampleKpiReport({ figures, currency }), 'en', defaultPlaybook);
const worth: KpiFigure = {
  kpi: 'lifetime-value',
  definition: 'lifetime-fitted',
  value: 66_240,
  interval: [60_100, 73_020],
  before: [64_000],
};
const nps: KpiFigure = { kpi: 'nps', definition: 'nps-of-product', value: 25, interval: [8.2, 40.4], before: [] };
/** What stands in the mail, whatever else does. */
const textOf = (content: KpiReportContent, locale: 'en' | 'ja' = 'en') =>
  kpiReportMail(content, locale, defaultPlaybook)
    .blocks.flatMap((block) => {
      if (block.type === 'facts') return block.rows.map(({ label, value }) => `${label} | ${value}`);
      if (block.type === 'figure') return `${block.value} ${block.text}`;
      return 'text' in block ? block.text : '';
    })
    .join('\n');
const shown = (figures: KpiFigure[]) => mail(figures).blocks.filter(({ type }) => type === 'figure');

describe('The mail of the month’s KPIs', () => {
  it('says of each rate what of what it is, how it went, what chance does to it, and its definition', () => {
    const { blocks } = mail([churn()]);
    expect(shown([churn()])).toMatchObject([{ value: '10%', text: '1 of 10 customers' }]);
    expect(blocks).toContainEqual(expect.objectContaining({ type: 'bars', values: [5, 10], last: '10%' }));
    const text = blocks.map((block) => ('text' in block ? block.text : '')).join('\n');
    expect(text).toContain('1.8% to 40.4% (95% interval)');
    expect(text).toContain('Back within 90 days counts as never gone.');
  });

  it('tells of fewer than ten customers in counts, with the interval and without a rate', () => {
    const few = churn({ value: 1 / 9, whole: 9, customers: 9 });
    const money = retention({ customers: 9 });
    expect(shown([few, money])).toMatchObject([{ value: '¥600,000 of ¥700,000' }, { value: '1 of 9 customers' }]);
    const { blocks, subject } = mail([few, money]);
    expect(subject).not.toContain('%');
    expect(blocks.some(({ type }) => type === 'bars')).toBe(false);
    expect(JSON.stringify(blocks)).toContain('95% interval');
  });

  it('has no rate where nobody paid at the start', () => {
    expect(shown([retention({ value: null, part: 0, whole: 0 })])).toMatchObject([{ value: '¥0 of ¥0' }]);
  });

  it('writes amounts without a currency as numbers', () => {
    expect(JSON.stringify(mail([retention()], null).blocks)).toContain('600,000 of 700,000');
  });

  it('says what a customer is worth, over how long, and how sure that is', () => {
    const content = sampleKpiReport({ figures: [worth], lifetime: { months: 41.3, churned: 57 } });
    const text = textOf(content);
    expect(text).toContain('¥66,240 over the 41.3 months that a customer is expected to stay');
    expect(text).toContain('The month before: ¥64,000. With 57 customers who left so far');
    expect(text).toContain('¥60,100 to ¥73,020 (95% interval)');
    expect(text).toContain('Gross margin × average MRR');
    expect(kpiReportMail(content, 'en', defaultPlaybook).blocks).toContainEqual(
      expect.objectContaining({ type: 'bars', values: [64_000, 66_240] }),
    );
    expect(textOf(content, 'ja')).toContain('これまでの解約57社からの見積もり');
  });

  it.each([
    [{ code: 'too-few-churned', churned: 12, needed: 30 } as const, '12 customers left so far, and fewer than 30'],
    [{ code: 'no-gross-margin' } as const, 'kpis.rules.grossMargin'],
    [{ code: 'no-average-mrr' } as const, 'nobody paid at the end of the month'],
    [{ code: 'no-fit' } as const, 'nothing says how long one stays'],
  ])('says why there is no worth of a customer: $code', (because, reason) => {
    const content = sampleKpiReport({
      figures: [{ ...worth, value: null, before: [] }],
      lifetime: { because },
      targets: [],
    });
    expect(textOf(content)).toContain(reason);
    expect(textOf(content, 'ja')).toContain('計算できません');
    expect(kpiReportMail(content, 'en', defaultPlaybook).blocks.some(({ type }) => type === 'figure')).toBe(false);
  });

  it('says what people think of the product, of how many answers, and in counts where there are few', () => {
    const answers = { promoters: 38, passives: 29, detractors: 17 };
    const many = textOf(sampleKpiReport({ figures: [nps], nps: answers }));
    expect(many).toContain('+25 of 84 answers: 38 promoters, 29 passive, 17 detractors');
    expect(many).toContain('+8 to +40 (95% interval)');
    expect(textOf(sampleKpiReport({ figures: [{ ...nps, value: -12.4 }], nps: answers }))).toContain('−12 of 84');
    const few = textOf(sampleKpiReport({ figures: [nps], nps: { promoters: 4, passives: 3, detractors: 2 } }));
    expect(few).toContain('9 answers 4 promoters, 3 passive, 2 detractors (a score would need 10 answers)');
    expect(few).not.toContain('+25');
    const none = { promoters: 0, passives: 0, detractors: 0 };
    expect(textOf(sampleKpiReport({ figures: [{ ...nps, value: null }], nps: none }))).not.toContain('NPS');
  });

  it('says of each target whose it is, and how far the month came', () => {
    const content = sampleKpiReport({
      targets: [
        { target: { kpi: 'customer-churn', role: 'csm', atMost: 0.01 }, value: 0.03, isReached: false, missing: 0.02 },
        { target: { kpi: 'closing-mrr', role: 'sales', atLeast: 900 }, value: 1000, isReached: true, missing: 0 },
        { target: { kpi: 'nps', role: 'support', atLeast: 30 }, value: 25, isReached: false, missing: 5 },
        { target: { kpi: 'lifetime-value', role: 'manager', atLeast: 9 }, value: null, isReached: null, missing: null },
      ],
    });
    const text = textOf(content);
    expect(text).toContain('CSM: customer churn rate | 3% (at most 1%): 2 points to go');
    expect(text).toContain('Sales: MRR at the end | ¥1,000 (at least ¥900): reached');
    expect(text).toContain('Support: NPS of the product | +25 (at least +30): 5 points to go');
    expect(text).toContain('Manager: lifetime value (LTV) | no figure (at least ¥9)');
    expect(textOf(content, 'ja')).toContain('CSM：顧客解約率（カスタマーチャーン） | 3%（目標1%以下：あと2ポイント）');
    expect(textOf(sampleKpiReport({ targets: [] }))).not.toContain('to go');
  });

  it('names those whose money is in no amount, and nobody where there is none', () => {
    const apart = (customers: number, changedAccounts: number, locale: 'en' | 'ja' = 'en') =>
      textOf(sampleKpiReport({ apart: { customers, changedAccounts } }), locale);
    expect(apart(3, 1)).toContain('In no amount: 3 customers of the start and 1 account with changes, since');
    expect(apart(1, 0)).toContain('In no amount: 1 customer of the start, since');
    expect(apart(0, 2, 'ja')).toContain('ため、変動のあった2社は、金額に含めていません');
    expect(apart(0, 0)).not.toContain('In no amount');
  });

  it('says why customers moved, three reasons of each and who has none yet, in the reader’s language', () => {
    const of = (movement: 'churn' | 'win-back', reason: string | null, customers: number) => ({
      movement,
      reason,
      customers,
    });
    const reasons = [
      ...[of('churn', 'price', 4), of('churn', 'champion-left', 2), of('churn', 'rain', 1)],
      ...[of('churn', 'budget', 1), of('churn', 'other', 1), of('churn', null, 3), of('win-back', null, 1)],
    ];
    const content = sampleKpiReport({ reasons });
    expect(textOf(content)).toContain(
      'Left | Price 4 · The champion left 2 · rain 1 · none given yet 3 · other reasons 2\nCame back | none given yet 1',
    );
    expect(textOf(content, 'ja')).toContain(
      '解約 | 価格 4社 · 推進担当者の異動・退職 2社 · rain 1社 · 理由未記録 3社 · そのほかの理由 2社',
    );
    expect(textOf(sampleKpiReport({ reasons: [] }))).not.toContain('Came back');
  });
});
