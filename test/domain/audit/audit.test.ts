import { expect, it } from 'vitest';
import { type Doing, maskedAddress, operatorNamed, programOf, sayDoing } from '../../../domain/audit/audit.ts';
import { auditEntryOfMove } from '../../../domain/audit/older-audit-entries.ts';

const doings: [string, Doing][] = [
  ['an import by aya', { door: 'import', who: operatorNamed('aya') }],
  ['an import', { door: 'import', who: operatorNamed(undefined) }],
  ['a command by aya', { door: 'command', who: operatorNamed('aya') }],
  ['a command', { door: 'command', who: operatorNamed(undefined) }],
  ['a call of app', { door: 'call', who: programOf('app') }],
  ['the HTTP API, key of crm', { door: 'api', who: programOf('crm') }],
];

it.each(doings)('is said in words: %s', (text, doing) => {
  expect(sayDoing(doing)).toBe(text);
});

it.each(doings)('a move of a user that an earlier release kept says the same today: %s', (text, doing) => {
  const move = {
    at: '2026-06-01T00:00:00Z',
    what: 'user-moved',
    about: { user: 'rin' },
    before: 'a',
    after: 'b',
  } as const;
  expect(auditEntryOfMove({ ...move, who: text })).toEqual({ ...move, ...doing });
});

it('whoever moved a user in words that nobody knows is named by them', () => {
  const move = {
    at: '2026-06-01T00:00:00Z',
    what: 'user-moved',
    about: { user: 'rin' },
    before: 'a',
    after: 'b',
  } as const;
  expect(auditEntryOfMove({ ...move, who: 'aya\nby hand' }).who).toEqual({ is: 'operator', id: 'aya\nby hand' });
});

it.each([
  ['rin@koa.example', 'r…@koa.example'],
  ['"a@b"@koa.example', '"…@koa.example'],
  ['凛@koa.example', '凛…@koa.example'],
  ['nobody', 'n…'],
  ['', '…'],
])('so much is kept of the address %j: %s', (address, kept) => {
  expect(maskedAddress(address)).toBe(kept);
});
