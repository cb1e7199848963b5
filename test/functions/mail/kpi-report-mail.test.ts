import { describe, expect, it } from 'vitest';
import type { KpiFigure } from '../../../domain/mail/mail-content.ts';
import { kpiReportMail } from '../../../functions/mail/team/kpi-report-mail.ts';
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
  kpiReportMail(sampleKpiReport({ figures, currency }), 'en');
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
});
