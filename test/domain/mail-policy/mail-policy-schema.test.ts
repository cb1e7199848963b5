import { describe, expect, it } from 'vitest';
import { mailPolicySchema } from '../../../domain/mail-policy/mail-policy-schema.ts';

const takes = (policy: object) => mailPolicySchema.safeParse(policy).success;

describe('how often customers are written to', () => {
  it('is little, and in working hours, where the playbook says nothing', () => {
    expect(mailPolicySchema.parse({})).toEqual({
      mostPerContactAndWeek: 2,
      mostPerAccountAndDay: 3,
      surveyEveryDays: 90,
      hours: { from: 9, until: 18 },
      quietWhileOpen: [],
      waitAtMostDays: 14,
      approveWithinDays: 5,
    });
  });

  it.each([
    ['mostPerContactAndWeek', 20],
    ['mostPerAccountAndDay', 50],
    ['waitAtMostDays', 90],
    ['approveWithinDays', 60],
  ])('is bounded: %s from 1 to %i', (setting, most) => {
    expect([0, 1, most, most + 1].map((value) => takes({ [setting]: value }))).toEqual([false, true, true, false]);
    expect(takes({ [setting]: 1.5 })).toBe(false);
  });

  it('is never decided by a word that the playbook does not know', () => {
    expect(takes({ mostPerContactAndMonth: 2 })).toBe(false);
    expect(takes({ hours: 'always' })).toBe(false);
    expect(takes({ quietWhileOpen: [''] })).toBe(false);
    expect(takes({ quietWhileOpen: ['nps-detractor'] })).toBe(true);
  });
});

describe('the hours in which customers are written to', () => {
  it.each([
    [0, 24, true],
    [0, 1, true],
    [23, 24, true],
    [-1, 12, false],
    [0, 25, false],
    [24, 24, false],
    [0, 0, false],
    [12, 12, false],
    [18, 9, false],
    [9.5, 18, false],
    [9, 17.5, false],
  ])('from %d until %d: %s', (from, until, isTaken) => {
    expect(takes({ hours: { from, until } })).toBe(isTaken);
  });

  it('may be all of them, and need both their beginning and their end', () => {
    expect(takes({ hours: 'any' })).toBe(true);
    expect(takes({ hours: { from: 9 } })).toBe(false);
    expect(takes({ hours: {} })).toBe(false);
  });

  it('that end before they begin are refused at their end', () => {
    const { error } = mailPolicySchema.safeParse({ hours: { from: 18, until: 9 } });
    expect(error?.issues).toMatchObject([{ path: ['hours', 'until'], message: 'must be after `from`' }]);
  });
});
