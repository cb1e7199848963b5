import { describe, expect, test } from 'vitest';
import { accountsOfMeetings, type KnownGuest } from '../../../../domain/activities/calendar/account-of-meeting.ts';

const known: KnownGuest[] = [
  { account: 'koa', address: 'ken@koa.example' },
  { account: 'koa', domain: 'koa.example' },
  { account: 'nest', domain: 'group.example' },
  { account: 'vue', domain: 'group.example' },
  { account: 'nest', address: 'rin@group.example' },
  { account: 'nest', domain: 'gmail.com' },
  { account: 'vue', domain: 'mail.docomo.ne.jp' },
  { account: 'vue', domain: 'us.example' },
];
const accountOf = accountsOfMeetings(known, 'Aya@us.example');
const of = (...addresses: string[]) =>
  accountOf({
    guests: addresses.map((address) => ({ address: address.replace('-', ''), hasDeclined: address.startsWith('-') })),
  });
const UNKNOWN = { obstacle: { why: 'nobody-known' } };

describe('a meeting is of the account', () => {
  test('that has a contact with the address of a guest', () => {
    expect(of('aya@us.example', 'ken@koa.example')).toEqual({ account: 'koa' });
    expect(of('rin@group.example', 'somebody@group.example')).toEqual({ account: 'nest' });
  });

  test('whose contacts alone have addresses of the domain', () => {
    expect(of('aya@us.example', 'new@koa.example')).toEqual({ account: 'koa' });
    expect(of('new@group.example')).toEqual(UNKNOWN);
  });
});

describe('nothing is guessed', () => {
  test('where anybody can have an address of the domain, at a provider or with ourselves', () => {
    expect(of('someone@gmail.com')).toEqual(UNKNOWN);
    expect(of('someone@mail.docomo.ne.jp')).toEqual(UNKNOWN);
    expect(of('aya@us.example', 'bob@us.example')).toEqual({ obstacle: { why: 'only-us' } });
    expect(of()).toEqual({ obstacle: { why: 'only-us' } });
  });

  test('where guests belong to several accounts', () => {
    expect(of('rin@group.example', 'ken@koa.example')).toEqual({
      obstacle: { why: 'several-accounts', accounts: ['koa', 'nest'] },
    });
  });

  test('of who declined; what its own person declined was no meeting of theirs', () => {
    expect(of('-rin@group.example', 'ken@koa.example')).toEqual({ account: 'koa' });
    expect(of('-aya@us.example', 'ken@koa.example')).toBeNull();
  });
});
