import { describe, expect, it } from 'vitest';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import type { TeamFile, TeamPage } from '../../../functions/team-pages/team-page.ts';
import { belongs, pays } from '../../domain/ledger/ledger-samples.ts';
import { awkwardName, drawn, MOST_BYTES_OF_A_PAGE, readerAs } from '../../support/drawn-team-page.ts';
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
    expect(textOf(weeks)).toContain('week of 22 June 2026');
    expect(linksIn(weeks)).toContain('/kpis?by=week&period=2026-06-15');
    expect(textOf(await open('/kpis?by=day&period=2026-06-24'))).toContain('KPIs, 24 June 2026');
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

  it('says so of lifetime value and of the product’s NPS too, of the months of which they are known', async () => {
    const role = 'manager' as const;
    const targets = [
      { kpi: 'lifetime-value' as const, role, atLeast: 1_000_000_000 },
      { kpi: 'nps' as const, role, atLeast: 50 },
    ];
    const nps = { '2026-06': { promoters: 6, passives: 2, detractors: 2 } };
    const rules = { ...usualKpiRules, lifetimeValue: 'by-churn-rate' as const, grossMargin: 0.8 };
    const open = openKpis({ ledgers: workedExample(40), today, kpis: { targets, rules }, nps });
    const text = textOf(await open('/kpis'));
    const [, ltv] = /(¥[\d,]+) over the/.exec(text) ?? [];
    expect(ltv).toBeDefined();
    expect(text).toContain(`${ltv} (at least ¥1,000,000,000): ¥`);
    expect(text).toContain('NPS of the product ▼ 40 (at least 50): 10 points to go');
    const before = textOf(await open('/kpis?period=2026-05-01'));
    expect(before).not.toContain('¥1,000,000,000');
    expect(before).toContain('NPS of the product no figure (at least 50)');
    const few = openKpis({
      ledgers: workedExample(),
      today,
      kpis: { targets },
      nps: { '2026-06': { promoters: 6, passives: 0, detractors: 0 } },
    });
    expect(textOf(await few('/kpis'))).toContain('NPS of the product no figure (at least 50)');
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
    expect(textOf(await open('/kpis?period=2026-04-01'))).toContain('It was not counted then');
  });

  it('tells the NPS at the end of weeks and days, as the nights counted it', async () => {
    const npsDays = [
      {
        '2026-06-24': { promoters: 20, passives: 5, detractors: 2 },
        '2026-06-28': { promoters: 9, passives: 0, detractors: 1 },
      },
      {
        '2026-06-24': { promoters: 10, passives: 0, detractors: 3 },
        '2026-06-28': { promoters: 1, passives: 0, detractors: 9 },
      },
    ];
    const open = openKpis({ ledgers: workedExample(), today, npsDays });
    const day = textOf(await open('/kpis?by=day&period=2026-06-24'));
    for (const said of ['+63', 'of 40 answers', '95% interval']) expect(day).toContain(said);
    expect(textOf(await open('/kpis?by=week'))).toContain('of 20 answers');
    expect(textOf(await open('/kpis?by=week&period=2026-06-15'))).toContain('It was not counted then');
    expect(textOf(await open('/kpis'))).toContain('It is counted with the month’s mail');
  });

  it('goes back twelve periods at a time, as far as there were customers', async () => {
    const open = openKpis({ ledgers: { A: [pays('2024-03-10', 100), pays('2025-02-03', 130)] }, today });
    const latest = await open('/kpis');
    expect(textOf(latest)).toContain('Earlier periods');
    const earlier = linksIn(latest).find((href) => href === '/kpis?period=2025-06-01') as string;
    const before = await open(earlier);
    expect(textOf(before)).toContain('KPIs, Jun 2025');
    expect(textOf(before)).toContain('After: Jul 2025');
    expect(linksIn(before)).toContain('/kpis?period=2024-06-01');
    const february = await open('/kpis?period=2025-02-01');
    expect(textOf(february)).toContain('expansion MRR ¥30'.replace('e', 'E'));
    const first = textOf(await open('/kpis?period=2024-06-01'));
    for (const said of ['KPIs, Jun 2024', 'Mar 2024', 'Later periods']) expect(first).toContain(said);
    for (const not of ['Feb 2024', 'Earlier periods']) expect(first).not.toContain(not);
  });

  it('of a period long ago says what it would have said at its end', async () => {
    const ledgers = workedExample(10);
    const then = textOf(await openKpis({ ledgers, today: '2026-07-02' })('/kpis'));
    const now = textOf(await openKpis({ ledgers, today: '2028-01-20' })('/kpis?period=2026-06-01'));
    for (const said of ['85.7%', '81.4%', '16.7%', '¥6,000 of ¥7,000', '10 of 60 customers']) {
      expect(then).toContain(said);
      expect(now).toContain(said);
    }
  });

  it('goes to the period that a day lies in, and to the last ones where there was nobody yet', async () => {
    const open = openKpis({ ledgers: workedExample(), today });
    expect(textOf(await open('/kpis?by=week&period=2026-06-10'))).toContain('KPIs, week of 8 June 2026');
    expect(textOf(await open('/kpis?by=day&period=2026-03-10'))).toContain('KPIs, 10 March 2026');
    expect(textOf(await open('/kpis?period=2019-03-10'))).toContain('KPIs, Jun 2026');
    expect(textOf(await open('/kpis?by=day&period=1019-03-10'))).toContain('KPIs, 1 July 2026');
  });

  describe('of customers told apart', () => {
    const inSegment = (segment: string, ledgers: ReturnType<typeof workedExample>) =>
      Object.fromEntries(
        Object.entries(ledgers).map(([id, entries]) => {
          return [`${segment}${id}`, [...entries, belongs('2026-01-01', 'segment', segment)]];
        }),
      );
    const ledgers = {
      ...inSegment('<b>smb</b>', workedExample(10)),
      ...inSegment('large', { L: [pays('2026-01-01', 900)], M: [pays('2026-01-01', 500)] }),
      ...{ N: [pays('2026-01-01', 10), belongs('2026-01-01', 'csm', 'aya')] },
    };
    const open = openKpis({ ledgers, today, members: [{ id: 'aya', name: 'Aya Mori' }] });

    it('stand beside each other, those with the most first, with the interval of a rate and no rate of few', async () => {
      const page = await open('/kpis?cut=segment');
      const text = textOf(page);
      expect(text).toContain('All segments');
      const [smb, large, none] = ['&lt;b&gt;smb&lt;/b&gt; 60', 'large 2', 'Not recorded 1'].map((row) =>
        text.indexOf(row),
      );
      expect(smb).toBeGreaterThan(-1);
      expect(large).toBeGreaterThan(smb as number);
      expect(none).toBeGreaterThan(large as number);
      expect(text).toMatch(/16\.7% [\d.]+%–[\d.]+%/);
      expect(text).toContain('0 of 2 customers');
      expect(text).not.toContain('LTV)');
      expect(text).toContain('LTV, NPS and targets are of all customers together.');
    });

    it('have all the numbers of their own, and the accounts behind these', async () => {
      const link = linksIn(await open('/kpis?cut=segment')).find((href) => href.includes('value=%3Cb'));
      const page = await open(link as string);
      const text = textOf(page);
      expect(text).toContain('KPIs, Jun 2026 · Segment: &lt;b&gt;smb'.replace('&lt;b&gt;', '<b>'));
      for (const said of ['85.7%', '¥6,000 of ¥7,000', '10 of 60 customers']) expect(text).toContain(said);
      const lost = linksIn(page).find((href) => href.startsWith('/kpis/churned-mrr')) as string;
      expect(textOf(await open(lost))).toContain('20 accounts behind it');
      const large = linksIn(await open('/kpis?cut=segment&value=large'));
      expect(large.filter((href) => href.startsWith('/kpis/churned-mrr'))).toEqual([]);
    });

    it('are called by the names of people, and found though nothing is known of them', async () => {
      expect(textOf(await open('/kpis?cut=csm'))).toContain('Aya Mori');
      expect(textOf(await open('/kpis?cut=csm&value=aya'))).toContain('CSM: Aya Mori');
      expect(textOf(await open('/kpis?cut=segment&value=-'))).toContain('Segment: Not recorded');
    });

    it.each(['cut=colour', 'cut=segment&value=made-up'])('take no notice of what there is not (%s)', async (query) => {
      const text = textOf(await open(`/kpis?${query}`));
      expect(text).toContain('from 63 customers at the end');
      expect(text).not.toContain('made-up');
    });

    it('are offered only where something is known of somebody', async () => {
      const links = linksIn(await open('/kpis'));
      expect(links).toContain('/kpis?cut=segment');
      expect(links).not.toContain('/kpis?cut=plan');
      expect(linksIn(await openKpis({ ledgers: workedExample(), today })('/kpis')).join()).not.toContain('cut=');
    });

    it('are a list for a spreadsheet, as the page shows them', async () => {
      const file = (await open('/kpis?cut=segment&format=csv')) as TeamFile;
      expect(file.name).toBe('kpis-month-segment.csv');
      expect(file.text).toContain('\r\nlarge,2026-06-01,2026-06-30,Customers at the start,2');
      expect(file.text).not.toContain('2026-05-01');
      const one = (await open('/kpis?cut=segment&value=large&format=csv')) as TeamFile;
      expect(one.text).toContain('\r\nlarge,2026-05-01,2026-05-31,Customers at the start,2');
      expect(one.text).not.toContain('smb');
    });

    it('of many values are on several pages, each small', async () => {
      const many = Object.fromEntries(
        Array.from({ length: 400 }, (_, n) => {
          const name = `${'ع'.repeat(300)}${n}`;
          return [`a${n}`, [pays('2026-01-01', 10), belongs('2026-01-01', 'plan', name)]];
        }),
      );
      const page = (await openKpis({ ledgers: many, today })('/kpis?cut=plan')) as TeamPage;
      expect(Buffer.byteLength(page.body?.markup ?? '')).toBeLessThan(90_000);
      expect(linksIn(page)).toContain('/kpis?cut=plan&after=50');
    });
  });

  it('weighs little however many accounts of long names are behind its numbers, for whatever reasons', async () => {
    const paying = (n: number) => [
      ...[pays('2025-01-01', 10), pays('2026-06-05', 30, { reason: awkwardName(n) })],
      pays('2026-06-20', 20, { reason: awkwardName(n + 400) }),
    ];
    const leaving = (n: number) => [pays('2025-01-01', 10), pays('2026-06-10', 0, { reason: awkwardName(n) })];
    const accounts = Array.from({ length: 400 }, (_, n) => [`${n}-${'i'.repeat(150)}`, n] as const);
    const ledgers = Object.fromEntries(accounts.map(([id, n]) => [id, n % 2 === 0 ? paying(n) : leaving(n)]));
    const open = openKpis({ ledgers, today, names: new Map(accounts.map(([id, n]) => [id, awkwardName(n)])) });
    for (const address of ['/kpis', '/kpis?by=week', '/kpis/customer-churn', '/kpis/net-revenue-retention']) {
      const page = (await open(address)) as TeamPage;
      expect([address, page.status ?? 200]).toEqual([address, 200]);
      const body = drawn(page, readerAs('manager'));
      expect(Buffer.byteLength(body)).toBeLessThan(MOST_BYTES_OF_A_PAGE);
      if (address === '/kpis') expect(body).toMatch(/\d more reasons are not shown/);
      expect(body).not.toMatch(/<script>\d/);
    }
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
