import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IsErased, putAsideWithoutErased } from '../../../domain/personal-data/late-arrivals.ts';

/** The account `gone`, and `rin` at the account `koa`. */
const isErased: IsErased = (account, user) =>
  account === 'gone' || (user === 'rin' && (account === 'koa' || account === undefined));
const isKept = (event: unknown) =>
  putAsideWithoutErased([{ raw: typeof event === 'string' ? event : JSON.stringify(event) }], isErased).erased === 0;

describe('what can not be used, of somebody who was erased', () => {
  it.each([
    ['by their id alone', { user: 'rin', time: 'never' }],
    ['at their account', { user: 'rin', account: 'koa', event: 7 }],
    ['as libraries name them', { type: 'track', userId: 'rin', properties: { email: 'rin@koa.example' } }],
    ['as others do', { distinct_id: 'rin', properties: { $groups: { company: 'koa' } } }],
    ['of an account that was erased', { account: 'gone', user: 'sora' }],
    ['of one that is named as a group', { event: 'x', properties: { $groups: { company: 'gone' } } }],
    ['within what surrounds it', { batch: [{ context: { groupId: 'gone' } }] }],
  ])('is not put aside: %s', (_, event) => expect(isKept(event)).toBe(false));

  it.each([
    ['somebody else', { user: 'sora', account: 'koa' }],
    ['the same id at another account', { user: 'rin', account: 'lio' }],
    ['their id as a word of something else', { event: 'rin', note: 'rin', plan: 'gone' }],
    ['what is no JSON', '{"user":"rin"'],
    ['nothing', null],
  ])('is put aside where it is of %s', (_, event) => expect(isKept(event)).toBe(true));

  it('is looked for in whatever somebody sends, without an error', () => {
    fc.assert(fc.property(fc.jsonValue(), (event) => typeof isKept(event) === 'boolean'));
    fc.assert(fc.property(fc.string(), (text) => typeof isKept(text) === 'boolean'));
  });
});
