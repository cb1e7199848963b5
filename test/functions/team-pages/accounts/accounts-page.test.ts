import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { BoardEntry } from '../../../../domain/board/board-entry.ts';
import { searchBoard } from '../../../../domain/board/board-search.ts';
import type { Locale } from '../../../../domain/locale/locale.ts';
import { addDays } from '../../../../domain/time/day.ts';
import { html } from '../../../../functions/pages/html.ts';
import type { AccountRow } from '../../../../functions/team-pages/accounts/account-columns.ts';
import { accountsFile } from '../../../../functions/team-pages/accounts/accounts-file.ts';
import {
  type AccountsFacts,
  type AccountsView,
  accountsPage,
  MOST_ROWS,
  tooManyForAFile,
} from '../../../../functions/team-pages/accounts/accounts-page.ts';
import { askedAccounts } from '../../../../functions/team-pages/accounts/asked-accounts.ts';
import type { Reader } from '../../../../functions/team-pages/reader.ts';
import { respondWith } from '../../../../functions/team-pages/team-page.ts';

const today = '2026-06-03';
const aoi = { id: 'aoi', name: 'Aoi' };
const koa: BoardEntry = {
  account: 'koa',
  name: 'Koa',
  csm: 'aoi',
  stage: 'adoption',
  segment: 'smb',
  mrr: 120_000,
  currency: 'JPY',
  renewal: '2026-06-30',
  score: 423,
  change: -38,
  openTasks: 2,
};
const viewOf = (address = '', locale: Locale = 'en'): AccountsView => ({
  query: new URLSearchParams(address),
  locale,
  timeZone: 'Asia/Tokyo',
  health: { healthyFrom: 70, watchFrom: 50 },
  today,
  csmOf: ({ csm }) => (csm === 'aoi' ? aoi : null),
});
const rowOf = (entry: BoardEntry): AccountRow => ({ entry, scores: { [addDays(today, -9)]: 600, [today]: 423 } });
const factsOf = (entries: BoardEntry[], more: Partial<AccountsFacts> = {}): AccountsFacts => ({
  found: entries,
  all: entries,
  total: entries.length,
  asOf: Date.parse('2026-06-03T03:10:00+09:00'),
  isPartial: false,
  ...more,
});
const page = (facts: AccountsFacts, view = viewOf(), rows = facts.found.map(rowOf)) => {
  const { lead, body } = accountsPage(facts, view)(rows);
  return { lead, body: body?.markup ?? '', cells: cellsIn(body?.markup ?? '') };
};
const cellsIn = (markup: string) =>
  [...markup.matchAll(/<t[dh] role="(?:cell|rowheader)"[^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = '']) =>
    cell
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );

describe('the list of accounts', () => {
  it('says of each what it is, and leads to it', () => {
    const { cells, body } = page(factsOf([koa]));
    expect(cells).toEqual([
      'Koa',
      '▼ at risk 42',
      '−4',
      '',
      '¥120,000',
      '30 June 2026 in 27 days',
      'Adoption',
      'Aoi',
      '2',
    ]);
    expect(body).toContain('<a class="whole" href="/accounts/koa">');
    expect(body).toContain('aria-label="90 days: from 60 to 42, between 42 and 60"');
  });

  it('speaks Japanese to whoever reads Japanese', () => {
    const { cells, lead, body } = page(factsOf([koa]), viewOf('', 'ja'));
    expect(cells.slice(1, 3)).toEqual(['▼ 危険 42', '−4']);
    expect(cells[5]).toBe('2026年6月30日 あと27日');
    expect(lead).toBe('1件 · MRR合計 ￥120,000');
    expect(body).toContain('並び順と絞り込みは6月3日(水) 03:10時点');
  });

  it('says what is not known of an account that has just become one', () => {
    const fresh: BoardEntry = { account: 'new', name: 'New', score: null, change: null, openTasks: 0 };
    const { cells } = page(factsOf([fresh]), viewOf(), [{ entry: fresh, scores: {} }]);
    expect(cells).toEqual(['New', 'no score yet', '–', '–', '–', '–', '–', 'Nobody', '0']);
  });

  it('says since when the data of a score have been silent, and when somebody left', () => {
    const left = { ...koa, churnedOn: '2026-06-01' };
    const { cells } = page(factsOf([left]), viewOf(), [{ ...rowOf(left), staleSince: '2026-05-20' }]);
    expect(cells.slice(0, 2)).toEqual(['Koa left on Mon 1 Jun', '▼ at risk 42 last known Wed 20 May']);
  });

  it('adds up what is paid by currency, and says how many are found of how many', () => {
    const usd = { ...koa, account: 'us', currency: 'USD', mrr: 10.5 };
    expect(page(factsOf([koa, koa, usd], { total: 8 })).lead).toBe(
      '3 of 8 accounts · MRR together ¥240,000 and $10.50',
    );
  });

  it('shows names as text, cut to a line, with those who write from right to left apart', () => {
    const odd = { ...koa, name: `<script>${'x'.repeat(1000)}`, account: 'a/b c?d' };
    const { body } = page(factsOf([odd]));
    expect(body).toContain('href="/accounts/a/b%20c%3Fd"><bdi>&lt;script&gt;xxx');
    expect(body).not.toContain('x'.repeat(41));
  });

  it('offers the accounts that others belong to, by name, and only where there are any', () => {
    const child = { ...koa, account: 'koa-east', parent: 'koa' };
    expect(page(factsOf([koa])).body).not.toContain('name="parent"');
    const { body } = page(factsOf([child], { all: [koa, child, { ...child, parent: 'gone' }] }), viewOf('parent=koa'));
    expect(body).toMatch(/name="parent">.*<option value="koa" selected>Koa<.*<option value="gone">gone</s);
  });

  it('keeps the sort when it is filtered, and the filter when it is sorted or saved', () => {
    const { body } = page(factsOf([koa], { next: '40' }), viewOf('q=ko&sort=-mrr&after=80'));
    expect(body).toContain('<input type="hidden" name="sort" value="-mrr">');
    expect(body).toContain('aria-sort="descending"><a href="/accounts?q=ko&amp;sort=mrr">MRR');
    expect(body).toContain('href="/accounts?q=ko&amp;sort=-mrr&amp;form=csv" download');
    expect(body).toContain('<a rel="next" href="/accounts?q=ko&amp;sort=-mrr&amp;after=40">');
  });

  it('says what comes next where nothing fits, where there is nothing yet, and where some are missing', () => {
    expect(page(factsOf([], { all: [koa] }), viewOf('q=zz')).body).toMatch(/No account fits.*clear the filters/s);
    expect(page(factsOf([], { all: [koa] }), viewOf('q=zz')).body).toContain('value="zz"');
    const empty = page(factsOf([], { isPartial: true })).body;
    expect(empty).toMatch(/next night’s run.*No accounts yet/s);
    expect(empty).not.toContain('<form');
    expect(tooManyForAFile(90_000, viewOf('q=a&form=csv'))).toMatchObject({
      lead: expect.stringContaining('90,000 accounts'),
      body: { markup: expect.stringContaining('href="/accounts?q=a"') },
    });
  });

  it('is below 100 kB with the longest names, a choice of hundreds, and lines of 90 days', () => {
    const scores = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [addDays(today, -i), (i * 337) % 1000]));
    const entries = Array.from({ length: 400 }, (_, i): BoardEntry => {
      const account = `account-${i}`;
      return {
        ...koa,
        account,
        name: `${i}${'長'.repeat(999)}`,
        csm: account,
        segment: `${i}${'区'.repeat(29)}`,
        parent: account,
      };
    });
    const csmOf = ({ csm = '' }: { csm?: string }) => ({ id: csm, name: `${csm}${'名'.repeat(500)}` });
    const rows = entries.slice(0, MOST_ROWS).map((entry) => ({ entry, scores }));
    const drawn = accountsPage(factsOf(entries, { next: '35' }), { ...viewOf('', 'ja'), csmOf })(rows);
    const reader = { member: aoi, session: { id: 'x' }, locale: 'ja' } as Reader;
    const { body } = respondWith(drawn, { reader, company: 'Example', form: () => html`` });
    expect(Buffer.byteLength(body ?? '')).toBeLessThan(100_000);
  });
});

describe('what the address of the list asks for', () => {
  it('is what it says, and nothing where it says something else', () => {
    const all = 'q=a&csm=aoi&grade=watch&stage=renewal&segment=smb&parent=koa&renewal=30&sort=-mrr';
    expect(askedAccounts(new URLSearchParams(all))).toEqual({
      words: 'a',
      csm: 'aoi',
      grade: 'watch',
      stage: 'renewal',
      segment: 'smb',
      parent: 'koa',
      renewal: 30,
      order: 'mrr',
      isDescending: true,
    });
    const wrong = 'q=&csm=&grade=x&stage=y&renewal=31&sort=--mrr';
    expect(askedAccounts(new URLSearchParams(wrong))).toEqual({ order: 'health', isDescending: false });
    expect(askedAccounts(new URLSearchParams('stage=left&renewal=passed'))).toEqual({
      hasLeft: true,
      renewal: 'passed',
      order: 'health',
      isDescending: false,
    });
  });
});

describe('the file of accounts', () => {
  const read = (text: string) => parse(text, { bom: true }) as string[][];
  const fileOf = (entries: BoardEntry[], locale: Locale = 'en') => accountsFile(entries, viewOf('', locale), locale);

  it('holds all that were found, with numbers as numbers, under headings in the language of its reader', () => {
    const { name, text } = fileOf([koa]) ?? { name: '', text: '' };
    expect(name).toBe('accounts-2026-06-03.csv');
    expect(read(text)).toEqual([
      [
        'ID',
        'Account',
        'Health',
        'Grade',
        '7 days',
        'MRR',
        'Currency',
        'Renewal',
        'Stage',
        'Segment',
        'Belongs to',
        'CSM',
        'Tasks',
      ],
      ['koa', 'Koa', '42.3', 'at risk', '-3.8', '120000', 'JPY', '2026-06-30', 'Adoption', 'smb', '', 'Aoi', '2'],
    ]);
    expect(read(fileOf([koa], 'ja')?.text ?? '')[0]?.slice(0, 4)).toEqual([
      'ID',
      'アカウント',
      '健康度',
      '健康度の区分',
    ]);
  });

  it('starts no formula in a spreadsheet, whatever an account is called', () => {
    const entries = ['=1+1', '+1', '-1', '@a', '\ta', 'a"b, c'].map((name) => ({ ...koa, account: name, name }));
    const rows = read(fileOf(entries)?.text ?? '').slice(1);
    expect(rows.map(([id]) => id)).toEqual(["'=1+1", "'+1", "'-1", "'@a", "'\ta", 'a"b, c']);
    expect(rows[0]?.[4]).toBe('-3.8');
  });

  it('is not made where no answer has room for it', () => {
    const many = Array.from({ length: 4000 }, () => ({ ...koa, name: 'x'.repeat(1000) }));
    expect(fileOf(many)).toMatchObject({ type: 'text/csv; charset=utf-8' });
    expect(fileOf([...many, ...many])).toBeNull();
  });

  it('holds what the address asks for, in its order', () => {
    const entries = [koa, { ...koa, account: 'b', score: 100 }, { ...koa, account: 'c', stage: 'renewal' as const }];
    const found = searchBoard(entries, askedAccounts(new URLSearchParams('stage=adoption')), viewOf());
    expect(read(fileOf(found)?.text ?? '').map(([id]) => id)).toEqual(['ID', 'b', 'koa']);
  });
});
