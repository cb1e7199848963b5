import countries from 'i18n-iso-countries';
import { describe, expect, test, vi } from 'vitest';
import { countryCodeOf } from '../../../domain/import/country-code.ts';
import type { KindMapping } from '../../../domain/import/mapping.ts';
import { isDatePattern, readDay, readInstant } from '../../../domain/import/read-date.ts';
import { type MappedFacts, mappedReader } from '../../../domain/import/read-mapped.ts';
import { type NumberNotation, readNumber } from '../../../domain/import/read-number.ts';
import { longSalesforceId } from '../../../domain/import/salesforce-id.ts';
import { localClock } from '../../../domain/time/time-zone.ts';

const clock = localClock('Asia/Tokyo');

describe('a number of another system', () => {
  test.each<[string, NumberNotation, number]>([
    ['1200000', '1,234.56', 1_200_000],
    ['1,200,000', '1,234.56', 1_200_000],
    ['1,200,000.50', '1,234.56', 1_200_000.5],
    ['1.200.000,50', '1.234,56', 1_200_000.5],
    ['1 200 000,50', '1 234,56', 1_200_000.5],
    ['1\u202f200,5', '1 234,56', 1200.5],
    ["1'200.5", "1'234.56", 1200.5],
    ['¥1,200,000', '1,234.56', 1_200_000],
    ['￥１，２００', '1,234.56', 1200],
    ['USD 1,200.50', '1,234.56', 1200.5],
    ['1.200,50 €', '1.234,56', 1200.5],
    ['1,200円', '1,234.56', 1200],
    ['-12', '1234.56', -12],
    ['-$12.5', '1234.56', -12.5],
  ])('%j written like %s is %d', (text, notation, number) => {
    expect(readNumber(text, notation)).toBe(number);
  });

  test.each<[string, NumberNotation]>([
    ['1,5', '1,234.56'],
    ['12,34,567', '1,234.56'],
    ['1.200.000', '1,234.56'],
    ['1,200', '1234.56'],
    ['about 12', '1234.56'],
    ['1e5', '1234.56'],
    ['', '1234.56'],
    ['12.', '1234.56'],
  ])('%j is none written like %s: a guess could be wrong by a thousand', (text, notation) => {
    expect(readNumber(text, notation)).toBeUndefined();
  });
});

describe('a date of another system', () => {
  test.each([
    ['2026-03-01', [], '2026-03-01'],
    ['3/1/2026', ['M/D/YYYY'], '2026-03-01'],
    ['01.03.2026', ['DD.MM.YYYY'], '2026-03-01'],
    ['2026/3/1', ['M/D/YYYY', 'YYYY/M/D'], '2026-03-01'],
    ['2026-02-28T20:00:00Z', [], '2026-03-01'],
    ['2026-03-01 23:10', ['YYYY-MM-DD HH:mm'], '2026-03-01'],
    ['2026/3/1', [], '2026-03-01'],
    ['2026.03.01', [], '2026-03-01'],
    ['20260301', [], '2026-03-01'],
    ['2026年3月1日', [], '2026-03-01'],
    ['２０２６年３月１日', [], '2026-03-01'],
    ['令和8年3月1日', [], '2026-03-01'],
    ['令和元年5月1日', [], '2019-05-01'],
    ['R8.3.1', [], '2026-03-01'],
    ['1 Mar 2026', [], '2026-03-01'],
    ['March 1, 2026', [], '2026-03-01'],
    ['1-Mar-2026', [], '2026-03-01'],
    ['3/1/2026 0:00', ['M/D/YYYY'], '2026-03-01'],
    ['03/01/2026', ['M/D/YYYY'], '2026-03-01'],
    ['1.3.2026', ['DD.MM.YYYY'], '2026-03-01'],
    ['1772290800', [], '2026-03-01'],
    ['1772290800000', [], '2026-03-01'],
    ['2026-02-28 20:00:00 UTC', [], '2026-03-01'],
    ['2026-02-28 20:00:00 +0000', [], '2026-03-01'],
  ])('%j by %j is %s', (text, patterns, day) => {
    expect(readDay(text, patterns, clock)).toBe(day);
  });

  test.each([
    ['13/1/2026', ['M/D/YYYY']],
    ['2/30/2026', ['M/D/YYYY']],
    ['3/1/26', ['M/D/YYYY']],
    ['3/1/2026 soon', ['M/D/YYYY']],
    ['2026x03x01', ['YYYY.MM.DD']],
    ['3/4/2026', []],
    ['46082', []],
    ['2026/2/30', []],
    ['20261301', []],
    ['令和8年', []],
    ['17', []],
  ])('%j by %j is none', (text, patterns) => {
    expect(readDay(text, patterns, clock)).toBeUndefined();
  });

  test.each([
    ['2026-03-01T00:00:00.000Z', 'M/D/YYYY', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T00:00:00.000+0000', 'M/D/YYYY', '2026-03-01T00:00:00.000Z'],
    ['3/1/2026, 9:05 PM', 'M/D/YYYY, h:mm A', '2026-03-01T12:05:00.000Z'],
    ['3/1/2026, 12:05 AM', 'M/D/YYYY, h:mm A', '2026-02-28T15:05:00.000Z'],
    ['2026-03-01 09:05:30', 'YYYY-MM-DD HH:mm:ss', '2026-03-01T00:05:30.000Z'],
    ['2026/03/01', 'YYYY/MM/DD', '2026-02-28T15:00:00.000Z'],
    ['2026/03/01 9:05', 'YYYY/MM/DD HH:mm', '2026-03-01T00:05:00.000Z'],
    ['2026/03/01 9:05:30', 'YYYY/MM/DD HH:mm', '2026-03-01T00:05:30.000Z'],
    ['2026/03/01 午後9:05', 'YYYY/MM/DD HH:mm', '2026-03-01T12:05:00.000Z'],
    ['2026/03/01 午後0:05', 'YYYY/MM/DD', '2026-03-01T03:05:00.000Z'],
    ['2026年3月1日 9時05分', 'YYYY/MM/DD', '2026-03-01T00:05:00.000Z'],
    ['2026. 3. 1. 오후 9:05', 'YYYY. M. D.', '2026-03-01T12:05:00.000Z'],
    ['3/1/2026, 9:05\u202fPM', 'M/D/YYYY, h:mm A', '2026-03-01T12:05:00.000Z'],
    ['3/1/2026\u00a09:05 p.m.', 'M/D/YYYY', '2026-03-01T12:05:00.000Z'],
    ['01.03.2026, 09:05', 'DD.MM.YYYY', '2026-03-01T00:05:00.000Z'],
    ['2026-03-01T09:05:30.123', 'YYYY-MM-DD', '2026-03-01T00:05:30.000Z'],
    ['1772323500', 'M/D/YYYY', '2026-03-01T00:05:00.000Z'],
  ])('%j by %s is the instant %s', (text, pattern, instant) => {
    expect(new Date(readInstant(text, [pattern], clock) as number).toISOString()).toBe(instant);
  });

  test('is right on days on which the clocks change', () => {
    const inNewYork = localClock('America/New_York');
    const instant = (text: string) =>
      new Date(readInstant(text, ['YYYY-MM-DD HH:mm'], inNewYork) as number).toISOString();
    expect(instant('2026-03-08 09:00')).toBe('2026-03-08T13:00:00.000Z');
    expect(instant('2026-11-01 09:00')).toBe('2026-11-01T14:00:00.000Z');
  });

  test.each(['YYYY-MM', 'DD.MM', 'YYYY-MM-DD h:mm', 'M/D/YYYY M', 'YYYY-MM-DD HH:mm A'])('can’t be %s', (pattern) => {
    expect(isDatePattern(pattern)).toBe(false);
  });
});

describe('a country', () => {
  test.each([
    ['JP', 'JP'],
    ['japan', 'JP'],
    ['日本', 'JP'],
    ['United States', 'US'],
    ['USA', 'US'],
    ['Germany', 'DE'],
    ['ドイツ', 'DE'],
    ['United Kingdom', 'GB'],
    ['UK', 'GB'],
    ['uk', 'GB'],
    ['U.K.', 'GB'],
    ['England', 'GB'],
    ['英国', 'GB'],
    ['U.S.', 'US'],
    ['米国', 'US'],
    ['アメリカ', 'US'],
    ['Iran, Islamic Republic of', 'IR'],
    ['Myanmar', 'MM'],
    ['日本国', 'JP'],
    ['Japan (日本)', 'JP'],
    ['JPN', 'JP'],
    ['Deutschland', 'DE'],
    ['대한민국', 'KR'],
    ['Korea', 'KR'],
    ['St. Lucia', 'LC'],
    ['Trinidad and Tobago', 'TT'],
    ["Cote d'Ivoire", 'CI'],
    ['Côte d’Ivoire', 'CI'],
  ])('%s is %s', (name, code) => {
    expect(countryCodeOf(name)).toBe(code);
  });

  test.each(['en', 'ja'])('has every name that ISO 3166 has for it, in %s, and its codes', (language) => {
    const names = countries.getNames(language, { select: 'all' });
    expect(Object.keys(names).length).toBeGreaterThanOrEqual(249);
    for (const [code, all] of Object.entries(names)) {
      // Two countries have this one: ISO's short name of the Republic is taken.
      const own = [all].flat().filter((name) => !(code === 'CD' && name === 'Congo'));
      for (const name of [...own, code, countries.alpha2ToAlpha3(code) as string]) {
        expect([name, countryCodeOf(name)]).toEqual([name, code]);
      }
    }
  });

  test.each(['Atlantis', 'Nowhereland', 'ZZ', 'EU', '', '-'])('is none that nobody knows: %j', (name) => {
    expect(countryCodeOf(name)).toBeUndefined();
  });

  test('that is given by its code is found without its names in every language', async () => {
    const collected = vi.spyOn(Intl, 'DisplayNames');
    vi.resetModules();
    const { countryCodeOf } = await import('../../../domain/import/country-code.ts');
    expect(['JP', 'gb', 'USA'].map(countryCodeOf)).toEqual(['JP', 'GB', 'US']);
    expect(collected).not.toHaveBeenCalled();
    collected.mockRestore();
  });
});

describe('an id of Salesforce', () => {
  test('has 18 characters wherever it comes from', () => {
    expect(longSalesforceId('001A0000006Vm9r')).toBe('001A0000006Vm9rIAC');
    expect(longSalesforceId('001A0000006Vm9rIAC')).toBe('001A0000006Vm9rIAC');
  });

  test.each(['001A0000006Vm9', '001A0000006Vm9rIAD', 'koa'])('is not %s', (text) => {
    expect(longSalesforceId(text)).toBeUndefined();
  });
});

describe('a row of another system', () => {
  const mapping: KindMapping = {
    updatedAt: { column: 'Changed', date: 'YYYY-MM-DD HH:mm' },
    fields: {
      id: { column: ['Id', 'ID'] },
      name: 'Name',
      mrr: { column: 'ARR', number: '1,234.56', divideBy: 12 },
      currency: { constant: 'JPY' },
      stage: { column: 'Type', values: { Customer: 'adoption', New: 'onboarding-1' }, otherwise: null },
      segment: { column: 'Tier', values: { A: 'key', B: 'long-tail' } },
      holds: 'Options',
      renewalDate: { column: 'Ends', date: ['M/D/YYYY'] },
      country: { column: 'Land', as: 'country' },
    },
  };
  const header = ['ID', 'Name', 'ARR', 'Type', 'Tier', 'Options', 'Ends', 'Land', 'Changed', 'Fax'];
  const reader = mappedReader('accounts', mapping, header, 'Asia/Tokyo');
  const cells = ['koa', 'Koa', '1,200,000', 'customer', 'A', 'API;SSO', '8/31/2026', 'Japan', '2026-03-01 09:00', '1'];
  const withCell = (column: string, cell: string) =>
    reader.read(cells.map((one, i) => (header[i] === column ? cell : one)));

  test('becomes facts by its mapping, with the time of its last change', () => {
    expect(reader.read(cells)).toEqual({
      facts: {
        id: 'koa',
        name: 'Koa',
        mrr: 100_000,
        currency: 'JPY',
        stage: 'adoption',
        segment: 'key',
        holds: ['API', 'SSO'],
        renewalDate: '2026-08-31',
        country: 'JP',
      },
      updatedAt: Date.parse('2026-03-01T00:00:00Z'),
      warnings: [],
    });
  });

  test('forgets the fact of an empty cell, and one whose value means nothing here', () => {
    expect(withCell('Ends', '')).toMatchObject({ facts: { renewalDate: null } });
    expect(withCell('Type', 'Prospect')).toMatchObject({ facts: { stage: null } });
  });

  test('is told now where it does not say when', () => {
    expect(withCell('Changed', '')).not.toHaveProperty('updatedAt');
  });

  test.each([
    ['ARR', '1.2 Mio', 'ARR "1.2 Mio" is no number written like 1,234.56'],
    ['Tier', 'C', 'Tier "C" is none of A, B'],
    ['Ends', '31.8.2026', 'Ends "31.8.2026" is no date written like YYYY-MM-DD or M/D/YYYY'],
    ['Land', 'Atlantis', 'Land "Atlantis" is no country that is known by this name: write two capitals like JP'],
    ['Changed', 'now', 'Changed "now" is no date written like YYYY-MM-DD or YYYY-MM-DD HH:mm'],
  ])('is used without %s %j, with a warning of what would do', (column, cell, reason) => {
    const { facts } = reader.read(cells) as MappedFacts;
    const read = withCell(column, cell) as MappedFacts;
    expect(read.warnings).toEqual([{ column, reason: expect.stringContaining(reason) }]);
    const field = { ARR: 'mrr', Tier: 'segment', Ends: 'renewalDate', Land: 'country', Changed: 'updatedAt' }[column];
    const { [field as string]: _, ...others } = facts;
    expect(read.facts).toEqual(others);
    expect(read.updatedAt !== undefined).toBe(column !== 'Changed');
  });

  test('is used without all that is wrong with it, and refused only where nobody knows what it is about', () => {
    const row = reader.read(cells.map((cell, i) => (['ARR', 'Tier'].includes(header[i] as string) ? '?' : cell)));
    expect(row).toMatchObject({ warnings: [{ column: 'ARR' }, { column: 'Tier' }] });
    expect(withCell('ID', '#N/A')).toEqual({
      reason: 'ID "#N/A" is an error of the spreadsheet: mend its formula, or empty the cell',
    });
  });

  test('says which columns nothing is made of, and which needed ones are not there', () => {
    expect(reader).toMatchObject({ unused: ['Fax'], missing: [] });
    expect(mappedReader('accounts', mapping, ['Name'], 'Asia/Tokyo').missing).toEqual([
      { field: 'id', columns: ['Id', 'ID'] },
    ]);
  });

  test('leaves facts alone that its file has no column for', () => {
    const short = mappedReader('accounts', mapping, ['ID', 'Name'], 'Asia/Tokyo').read(['koa', 'Koa']);
    expect(short).toEqual({ facts: { id: 'koa', name: 'Koa', currency: 'JPY' }, warnings: [] });
  });
});
