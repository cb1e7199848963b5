import { describe, expect, it } from 'vitest';
import type { TeamFile, TeamPage } from '../../../functions/team-pages/team-page.ts';
import { pays } from '../../domain/ledger/ledger-samples.ts';
import { openKpis, workedExample } from './kpi-company.ts';

const today = '2026-07-02';

/** All that it says, without its marks. */
function textOf(page: TeamPage | TeamFile): string {
  const { heading, lead = '', body } = page as TeamPage;
  const text = (body?.markup ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  return `${heading} ${lead} ${text}`;
}
const linksIn = (page: TeamPage | TeamFile) =>
  [...((page as TeamPage).body?.markup ?? '').matchAll(/href="([^"]+)"/g)].map(([, href]) =>
    (href as string).replaceAll('&amp;', '&'),
  );

describe('the page of the KPIs', () => {
  it('says what stayed and what moved in the last month that is over, of few customers in counts', async () => {
    const text = textOf(await openKpis({ ledgers: workedExample(), today })('/kpis'));
    expect(text).toContain('KPIs, Jun 2026');
    expect(text).toContain('from 6 customers at the end: 1 gained, 1 lost');
    expect(text).toContain('1 of 6 customers');
    expect(text).toContain('¥600 of ¥700');
    expect(text).toContain('A rate would need 10 customers.');
    expect(text).not.toContain('85.7%');
  });

  it('of many customers says rates, with what they are of, their interval, and the definition', async () => {
    const text = textOf(await openKpis({ ledgers: workedExample(10), today })('/kpis'));
    for (const said of ['85.7%', '¥6,000 of ¥7,000', '81.4%', '16.7%', '10 of 60 customers', '95% interval']) {
      expect(text).toContain(said);
    }
    expect(text).toContain('Customers of the start who are gone at the end');
  });

  it('counts by the definitions that the address holds, and offers the others beside each number', async () => {
    const open = openKpis({ ledgers: workedExample(10), today });
    const page = await open('/kpis?grr=movements&logo=events');
    expect(textOf(page)).toContain('60%');
    expect(textOf(page)).toContain('33.3%');
    expect(linksIn(page)).toContain('/kpis?grr=cohort&logo=events');
    expect(linksIn(await open('/kpis'))).toContain('/kpis?logo=events');
  });

  it.each(['grr=nonsense', 'by=year', 'period=2026-02-30', 'back=1000', 'currency=%3Cb%3E', 'after=-3'])(
    'takes no notice of what it does not know (%s)',
    async (query) => {
      const open = openKpis({ ledgers: workedExample(), today });
      expect(textOf(await open(`/kpis?${query}`))).toContain('KPIs, Jun 2026');
    },
  );

  it('tells weeks and days, and leads to the period before', async () => {
    const open = openKpis({ ledgers: workedExample(), today });
    const weeks = await open('/kpis?by=week');
    expect(textOf(weeks)).toContain('Mon 22 Jun to Sun 28 Jun');
    expect(linksIn(weeks)).toContain('/kpis?by=week&period=2026-06-15');
    expect(textOf(await open('/kpis?by=day&period=2026-06-24'))).toContain('KPIs, Wed 24 Jun');
  });

  it('leads to the accounts behind a number, and says what each adds to it', async () => {
    const open = openKpis({ ledgers: workedExample(), today, names: new Map([['C', '<i>Cato</i>']]) });
    const [link] = linksIn(await open('/kpis')).filter((href) => href.startsWith('/kpis/churned-mrr'));
    const text = textOf(await open(link as string));
    expect(text).toContain('Churned MRR, Jun 2026');
    expect(text).toContain('¥200 · 2 accounts behind it.');
    expect(text).toContain('&lt;i&gt;Cato&lt;/i&gt;');
    expect(text).toContain('price');
  });

  it('pages the accounts behind a number', async () => {
    const ledgers = Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`n${n}`, [pays('2026-06-10', 100)]]));
    const open = openKpis({ ledgers, today });
    const [first] = linksIn(await open('/kpis')).filter((href) => href.startsWith('/kpis/new-mrr'));
    const page = await open(first as string);
    expect((page as TeamPage).body?.markup.match(/<tr role="row">/g)).toHaveLength(51);
    const next = linksIn(page).find((href) => href.includes('after=50')) as string;
    expect(((await open(next)) as TeamPage).body?.markup.match(/<tr role="row">/g)).toHaveLength(21);
  });

  it('knows no number that there is none of', async () => {
    expect(await openKpis({ ledgers: workedExample(), today })('/kpis/made-up')).toMatchObject({ status: 404 });
  });

  it('says how far the company is with its targets, by its own definitions only', async () => {
    const kpis = { targets: [{ kpi: 'net-revenue-retention' as const, role: 'manager' as const, atLeast: 1 }] };
    const open = openKpis({ ledgers: workedExample(10), today, kpis });
    expect(textOf(await open('/kpis'))).toContain('85.7% (at least 100%): 14.3 points to go');
    for (const other of ['grr=movements', 'by=week']) {
      expect(textOf(await open(`/kpis?${other}`))).not.toContain('to go');
    }
  });

  it('never adds up money of two currencies: it tells one, and how many are in no amount', async () => {
    const ledgers = { ...workedExample(), U: [pays('2026-01-01', 5, { currency: 'USD' })] };
    const open = openKpis({ ledgers, today });
    const yen = await open('/kpis');
    expect(textOf(yen)).toContain('In no amount: 1 customer of the start');
    expect(linksIn(yen)).toContain('/kpis?currency=USD');
    expect(textOf(await open('/kpis?currency=USD'))).toContain('MRR $5');
  });

  it('is a list for a spreadsheet too, with shares as fractions and every definition', async () => {
    const { name, text } = (await openKpis({ ledgers: workedExample(), today })('/kpis?format=csv')) as TeamFile;
    expect(name).toBe('kpis-month.csv');
    const line = text.split('\r\n').find((one) => one.startsWith('2026-06-01') && one.includes('(GRR)')) as string;
    expect(line).toContain('2026-06-01,2026-06-30,Gross revenue retention (GRR),0.8142857142857143,JPY,570,700,6');
    expect(line).toContain('What customers of the start pay at the end');
  });

  it('tells the NPS of months that were counted, of few answers in counts', async () => {
    const nps = {
      '2026-06': { promoters: 30, passives: 5, detractors: 5 },
      '2026-05': { promoters: 2, passives: 0, detractors: 1 },
    };
    const open = openKpis({ ledgers: workedExample(), today, nps });
    const june = textOf(await open('/kpis'));
    for (const said of ['+63', 'of 40 answers', '95% interval']) expect(june).toContain(said);
    const may = textOf(await open('/kpis?period=2026-05-01'));
    expect(may).toContain('3 answers');
    expect(may).not.toContain('+33');
    expect(textOf(await open('/kpis?period=2026-04-01'))).toContain('It is counted with the month’s mail');
    expect(textOf(await open('/kpis?by=week'))).not.toContain('NPS');
  });

  it('says that there is nothing yet, and when there will be', async () => {
    const nothing = textOf(await openKpis({ ledgers: {}, today, locale: 'ja' })('/kpis'));
    expect(nothing).toContain('KPIはまだありません');
    const nobodyPays = textOf(await openKpis({ ledgers: { A: [] }, today })('/kpis'));
    expect(nobodyPays).toContain('No KPIs yet');
  });

  it('says in Japanese what it says in English', async () => {
    const text = textOf(await openKpis({ ledgers: workedExample(10), today, locale: 'ja' })('/kpis'));
    for (const said of ['KPI 2026年6月', '60社中10社', '￥7,000のうち￥6,000', '95%信頼区間'])
      expect(text).toContain(said);
  });
});
