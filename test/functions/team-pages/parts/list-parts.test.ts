import { describe, expect, it } from 'vitest';
import { html } from '../../../../functions/pages/html.ts';
import { csvFile } from '../../../../functions/team-pages/csv.ts';
import { type Column, dataTable } from '../../../../functions/team-pages/parts/data-table.ts';
import { filterForm } from '../../../../functions/team-pages/parts/filters.ts';
import { pageAddress, placeIn } from '../../../../functions/team-pages/parts/page-address.ts';
import { pager } from '../../../../functions/team-pages/parts/pager.ts';

const path = '/accounts';

describe('the address of a list', () => {
  it('keeps what was asked for, and loses what is asked for no more', () => {
    const query = new URLSearchParams({ csm: 'aya', sort: 'name', after: 'x' });
    expect(pageAddress(path, query, { sort: '-name', after: null })).toBe('/accounts?csm=aya&sort=-name');
    expect(pageAddress(path, query, { csm: '', sort: null, after: undefined })).toBe('/accounts');
  });
});

describe('the place in a list', () => {
  it.each([
    ['after=50', 50],
    ['', 0],
    ['after=', 0],
    ['after=-1', 0],
    ['after=1.5', 0],
    ['after=12abc', 0],
    ['after=1234567', 0],
  ])('is the beginning unless the address says how many come before: %j', (query, place) => {
    expect(placeIn(new URLSearchParams(query))).toBe(place);
  });
});

describe('a table', () => {
  const columns: Column<{ name: string; mrr: number }>[] = [
    { heading: 'Account', sort: 'name', cell: ({ name }) => html`<a class="whole" href="/">${name}</a>` },
    { heading: 'MRR', sort: 'mrr', isNumber: true, cell: ({ mrr }) => mrr },
  ];
  const rows = [{ name: '<b>Koa</b>', mrr: 5 }];
  const tableSorted = (sorted: string) =>
    dataTable({ caption: 'All', columns, rows, sorting: { path, query: new URLSearchParams('after=3'), sorted } })
      .markup;

  it('shows what accounts are called, not what it would do as markup', () => {
    expect(tableSorted('name')).toContain('<a class="whole" href="/">&lt;b&gt;Koa&lt;/b&gt;</a>');
  });

  it.each([
    ['name', ' aria-sort="ascending"><a href="/accounts?sort=-name">'],
    ['-name', ' aria-sort="descending"><a href="/accounts?sort=name">'],
    ['mrr', '><a href="/accounts?sort=name">'],
  ])('sorted by %s says so, and leads to the other way round', (sorted, heading) => {
    expect(tableSorted(sorted)).toContain(`<th role="columnheader" scope="col"${heading}Account`);
  });

  it('names each figure by its heading, as a phone shows it', () => {
    expect(tableSorted('name')).toContain('<td role="cell" data-heading="MRR" class="number">5</td>');
  });
});

describe('filters', () => {
  it('show what is chosen and keep the sort', () => {
    const query = new URLSearchParams({ csm: 'aya', sort: 'mrr' });
    const filters = [{ name: 'csm', label: 'CSM', choices: [{ value: 'aya', label: 'Aya' }] }];
    const words = { all: 'All', show: 'Show', clear: 'Clear' };
    const { markup } = filterForm({ path, query, filters, kept: ['sort'], words });
    expect(markup).toContain('<option value="aya" selected>Aya</option>');
    expect(markup).toContain('<input type="hidden" name="sort" value="mrr">');
    expect(markup).toContain('<a href="/accounts">Clear</a>');
  });
});

describe('leading on', () => {
  const words = { label: 'Pages', first: 'First', next: 'Next' };

  it('is nothing where all is shown', () => {
    expect(pager({ path, query: new URLSearchParams() }, words)).toBeUndefined();
  });

  it('leads on, and back to the beginning', () => {
    const drawn = pager({ path, query: new URLSearchParams('after=1&csm=aya'), next: '2' }, words);
    expect(drawn?.markup).toContain('<a href="/accounts?csm=aya">First</a>');
    expect(drawn?.markup).toContain('<a rel="next" href="/accounts?after=2&amp;csm=aya">Next</a>');
  });
});

describe('a list to be opened in a spreadsheet', () => {
  it('keeps commas, quotes and line breaks within their cell, and numbers numbers', () => {
    const { text } = csvFile('a.csv', ['name', 'mrr'], [['Koa, "Inc."\nTokyo', -5]]);
    expect(text).toBe('\ufeffname,mrr\r\n"Koa, ""Inc.""\nTokyo",-5\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx'])('makes no formula of what somebody called themselves: %j', (name) => {
    const [, row] = csvFile('a.csv', ['name'], [[name]]).text.split('\r\n');
    expect(row).toBe(`'${name}`);
  });
});
