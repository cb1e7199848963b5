import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectations } from '../../../domain/answers/activity-answer.ts';
import {
  hasExpired,
  helpAmounts,
  type LinkAction,
  linkFor,
  packLink,
  taskActs,
  unpackLink,
} from '../../../domain/links/link.ts';
import { mailKinds } from '../../../domain/mail/mail-kinds.ts';
import { anyCharacter } from '../../support/any-character.ts';

const id = fc.string({ minLength: 1, maxLength: 40, unit: anyCharacter });
const linkActions: fc.Arbitrary<LinkAction> = fc.oneof(
  fc.record({
    to: fc.constant('task' as const),
    account: id,
    task: id,
    person: id,
    assignee: fc.option(id),
    act: fc.constantFrom(...taskActs),
  }),
  fc.record({ to: fc.constant('read' as const), account: id, task: id, person: fc.option(id) }),
  fc.record({ to: fc.constant('next-action' as const), account: id, person: id }),
  fc.record({ to: fc.constant('draft' as const), account: id, mail: id, person: id }),
  fc.record({ to: fc.constant('undo' as const), account: id, task: id, person: id, change: fc.nat(60) }),
  fc.record({
    to: fc.constant('renewal' as const),
    account: id,
    contact: id,
    renewalDate: fc.constantFrom('2026-09-01', '2028-02-29'),
    answer: fc.constantFrom('renew' as const, 'talk' as const, 'not-renewing' as const),
  }),
  fc.record({ to: fc.constant('survey' as const), account: id, contact: id, asked: id, value: fc.nat(10) }),
  fc.record({
    to: fc.constant('fit' as const),
    account: id,
    contact: id,
    mail: id,
    template: id,
    fit: fc.constantFrom(...helpAmounts),
  }),
  fc.record({
    to: fc.constant('activity' as const),
    account: id,
    contact: id,
    mail: id,
    activity: id,
    expectation: fc.constantFrom(...expectations),
  }),
  fc.record({
    to: fc.constant('cs-nps' as const),
    account: id,
    contact: id,
    mail: id,
    score: fc.integer({ min: 0, max: 10 }),
  }),
  fc.record({
    to: fc.constant('approval' as const),
    account: id,
    mail: id,
    person: id,
  }),
  fc.record({
    to: fc.constant('preferences' as const),
    account: id,
    contact: id,
    kind: fc.constantFrom(...mailKinds),
  }),
);

const writtenAt = Date.parse('2026-06-01T00:00:00.000Z');
const inDays = (days: number) => writtenAt + days * 86_400_000;

describe('a link in a mail', () => {
  it('says after packing what it said before, whatever the ids hold', () => {
    fc.assert(
      fc.property(linkActions, (linkAction) => {
        const link = linkFor(linkAction, writtenAt);
        expect(unpackLink(packLink(link))).toEqual(link);
      }),
    );
  });

  it('is nothing where it lacks a part, has one of another kind, or is no list at all', () => {
    const whole = packLink(
      linkFor({ to: 'fit', account: 'a', contact: 'c', mail: 'm', template: 't', fit: 'too-much' }, 0),
    );
    expect(unpackLink(whole)).not.toBeNull();
    for (const text of ['', '{}', '[]', 'null', '["x",1,"a","b","c","d","e"]', whole.replace('too-much', 'splendid')]) {
      expect(unpackLink(text)).toBeNull();
    }
    expect(unpackLink('["t",1,"a","task","p",null,"erase"]')).toBeNull();
    expect(unpackLink('["t",1,"a","task","p",7,"done"]')).toBeNull();
    expect(unpackLink('["r",1,"a","c","2026-02-30","renew"]')).toBeNull();
    expect(unpackLink('["r",1,"a","c","2026-09-01","maybe"]')).toBeNull();
    expect(unpackLink('["s",1,"a","c","asked","9"]')).toBeNull();
    expect(unpackLink('["f",1,"a","c",7,"template","too-much"]')).toBeNull();
    expect(unpackLink('["f",1,"a","c","mail",7,"too-much"]')).toBeNull();
    expect(unpackLink('["a",1,"a","mail"]')).toBeNull();
    expect(unpackLink('["a",1,"a","mail",7]')).toBeNull();
    expect(unpackLink('["p",1,"a","c","spam"]')).toBeNull();
    expect(unpackLink('["p","1","a","c","offers"]')).toBeNull();
  });

  it('is good for so many days: a task’s and an approval’s 90, a renewal’s 180, a survey’s 60, an unsubscribe’s three years', () => {
    const task: LinkAction = { to: 'task', account: 'a', task: 't', person: 'p', assignee: 'p', act: 'done' };
    const renewal: LinkAction = {
      to: 'renewal',
      account: 'a',
      contact: 'c',
      renewalDate: '2026-09-01',
      answer: 'talk',
    };
    const survey: LinkAction = { to: 'survey', account: 'a', contact: 'c', asked: 'x', value: 3 };
    const fit: LinkAction = { to: 'fit', account: 'a', contact: 'c', mail: 'm', template: 't', fit: 'too-much' };
    const approval: LinkAction = { to: 'approval', account: 'a', mail: 'm', person: 'p' };
    const preferences: LinkAction = { to: 'preferences', account: 'a', contact: 'c', kind: 'offers' };
    for (const [linkAction, days] of [
      [task, 90],
      [renewal, 180],
      [survey, 60],
      [fit, 60],
      [approval, 90],
      [preferences, 1095],
    ] as const) {
      const link = linkFor(linkAction, writtenAt);
      expect(hasExpired(link, inDays(days) - 1)).toBe(false);
      expect(hasExpired(link, inDays(days))).toBe(true);
    }
  });
});
