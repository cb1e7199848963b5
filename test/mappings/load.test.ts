import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseMapped } from '../../cli/commands/import/read-import.ts';
import { loadMapping, mappingNames, textOfMapping } from '../../mappings/load.ts';

const mappingOf = (name: string) => loadMapping(textOfMapping(name), `${name}.yaml`);

test('the mappings that come along are right', () => {
  expect(mappingNames).toEqual(['hubspot', 'salesforce']);
  for (const name of mappingNames) expect(mappingOf(name)).toHaveProperty('accounts');
});

test('the mapping in docs/operating.md is right', () => {
  const [, example = ''] = /```yaml\n(timeZone:.*?)```/s.exec(readFileSync('docs/operating.md', 'utf8')) ?? [];
  expect(Object.keys(loadMapping(example, 'example').accounts?.fields ?? {})).toHaveLength(7);
});

describe('an export of Salesforce', () => {
  test('of a report gives accounts with the long id, a month of the contract, and when they last changed', () => {
    const csv = [
      '"Account Owner","Account Name","Account ID","Billing Country","Annual Revenue","ARR","ARR Currency","Renewal Date","Last Modified Date","Rating"',
      '"Haruka Ito","株式会社コア設計事務所","001A0000006Vm9r","Japan","900,000,000","1,440,000","JPY","2/18/2027","3/1/2026, 9:05 AM","Hot"',
      '"Mio Kato","Grunt, Ltd.","001A0000006Vm9s","Atlantis","","oops","USD","","",""',
    ].join('\r\n');
    const { rows, refused, warnings, unused } = parseMapped('accounts', csv, mappingOf('salesforce'), 'Asia/Tokyo');
    expect(rows).toEqual([
      {
        line: 2,
        facts: {
          id: '001A0000006Vm9rIAC',
          name: '株式会社コア設計事務所',
          csm: 'Haruka Ito',
          mrr: 120_000,
          currency: 'JPY',
          renewalDate: '2027-02-18',
          country: 'JP',
        },
        updatedAt: Date.parse('2026-03-01T00:05:00Z'),
      },
      {
        line: 3,
        facts: { id: '001A0000006Vm9sIAC', name: 'Grunt, Ltd.', csm: 'Mio Kato', currency: 'USD', renewalDate: null },
      },
    ]);
    expect(refused).toEqual([]);
    expect(warnings).toEqual([
      { line: 3, column: 'ARR', reason: expect.stringMatching(/^ARR "oops" is no number /) },
      {
        line: 3,
        column: 'Billing Country',
        reason: expect.stringMatching(/^Billing Country "Atlantis" is no country/),
      },
    ]);
    expect(unused).toEqual(['Annual Revenue', 'Rating']);
  });

  test('by Data Loader gives the same accounts, contacts and users', () => {
    const accounts =
      'Id,Name,OwnerId,BillingCountry,LastModifiedDate\n001A0000006Vm9rIAC,Koa,0055g000001AbCdAAK,JP,2026-03-01T00:05:00.000Z\n';
    expect(parseMapped('accounts', accounts, mappingOf('salesforce'), 'Asia/Tokyo').rows).toEqual([
      {
        line: 2,
        facts: { id: '001A0000006Vm9rIAC', name: 'Koa', csm: '0055g000001AbCdAAK', country: 'JP' },
        updatedAt: Date.parse('2026-03-01T00:05:00Z'),
      },
    ]);
    const contacts =
      'Id,AccountId,FirstName,LastName,Email,LastModifiedDate\n003A0000006Vm9rIAC,001A0000006Vm9rIAC,Taro,Yamada,taro@koa.example,\n';
    expect(parseMapped('contacts', contacts, mappingOf('salesforce'), 'Asia/Tokyo')).toMatchObject({
      rows: [{ facts: { account: '001A0000006Vm9rIAC', name: 'Taro Yamada', email: 'taro@koa.example' } }],
      refused: [],
    });
    const users =
      'Id,Name,Email,ManagerId,LanguageLocaleKey,TimeZoneSidKey\n0055g000001AbCdAAK,Haruka Ito,haruka@test.example,,ja,Asia/Tokyo\n';
    expect(parseMapped('csms', users, mappingOf('salesforce'), 'Asia/Tokyo').rows[0]?.facts).toEqual({
      id: '0055g000001AbCdAAK',
      name: 'Haruka Ito',
      email: 'haruka@test.example',
      manager: null,
      language: 'ja',
      timeZone: 'Asia/Tokyo',
    });
  });
});

describe('an export of HubSpot', () => {
  test('gives companies as accounts and contacts with their company', () => {
    const companies =
      '"Record ID","Company name","Company owner","Country/Region","Annual Revenue","Last Modified Date"\n"8812345","Koa","Haruka Ito","Japan","900000000","2026-03-01 09:05"\n';
    expect(parseMapped('accounts', companies, mappingOf('hubspot'), 'Asia/Tokyo')).toMatchObject({
      rows: [
        {
          line: 2,
          facts: { id: '8812345', name: 'Koa', csm: 'Haruka Ito', country: 'JP' },
          updatedAt: Date.parse('2026-03-01T00:05:00Z'),
        },
      ],
      refused: [],
      unused: ['Annual Revenue'],
    });
    const contacts =
      '"Record ID","First Name","Last Name","Email","Buying Role","Associated Company IDs (Primary)"\n"51","Taro","Yamada","taro@koa.example","Champion","8812345"\n';
    expect(parseMapped('contacts', contacts, mappingOf('hubspot'), 'Asia/Tokyo').rows[0]?.facts).toEqual({
      id: '51',
      account: '8812345',
      name: 'Taro Yamada',
      email: 'taro@koa.example',
      role: 'champion',
    });
  });
});

describe('a mapping that is not right', () => {
  test.each([
    [
      'accounts:\n  fields:\n    id: A\n    name: {colum: B}\n',
      'm.yaml:4: accounts.fields.name.colum: is not known here: did you mean `column`?',
    ],
    ['accounts:\n  fields:\n    id: A\n', 'm.yaml:2: accounts.fields.name: is missing'],
    ['acounts:\n  fields: {}\n', 'm.yaml:1: acounts: is not known here: did you mean `accounts`?'],
    ['timeZone: Asia/Tokyo\n', 'm.yaml:1: says nothing: write csms, accounts, contacts, or one of them'],
    [
      'accounts:\n  fields:\n    id: A\n    name: {column: X, date: YYYY-MM-DD, as: country}\n',
      "m.yaml:4: accounts.fields.name.as: can't stand beside `date`: keep one of them",
    ],
    [
      'accounts:\n  fields:\n    id: A\n    name: B\n    renewalDate: {column: Q, date: DD.MM}\n',
      'm.yaml:5: accounts.fields.renewalDate.date: is no way to write a date: put it together of YYYY, MM or M, DD or D, HH or H, mm, ss and A',
    ],
  ])('is refused with its line: %j', (text, message) => {
    expect(() => loadMapping(text, 'm.yaml')).toThrow(message);
  });
});

test('a file without a column that every record needs is refused whole, with the columns that would do', () => {
  expect(() => parseMapped('accounts', 'Rating\nHot\n', mappingOf('salesforce'), 'Asia/Tokyo')).toThrow(
    expect.objectContaining({
      code: 'bad-header',
      why: expect.stringContaining('No column says the id: there is none of Account ID, Id, 取引先 ID.'),
    }),
  );
});

test('two rows about the same account are one too many', () => {
  const csv = 'Id,Name\n001A0000006Vm9rIAC,Koa\n001A0000006Vm9r,Koa again\n';
  expect(parseMapped('accounts', csv, mappingOf('salesforce'), 'Asia/Tokyo').refused).toEqual([
    { line: 3, reason: 'id "001A0000006Vm9rIAC" stands already in line 2' },
  ]);
});
