import { describe, expect, it } from 'vitest';
import { type MailHistory, sentBeside, sentToSame, withSent } from '../../../domain/mail-policy/mail-history.ts';

const MINUTE_IN_MS = 60_000;
const WEEK_IN_MS = 604_800_000;
const now = Date.parse('2026-06-08T00:30:00Z');
const entry = (mail: string, at: number) => ({ mail, contact: 'u7', at });

describe('the automatic mails of an account that count', () => {
  it('are those of the last seven days, and with them the one that is let through now', () => {
    const exactlyAWeekAgo = entry('a', now - WEEK_IN_MS);
    const justWithin = entry('b', now - WEEK_IN_MS + MINUTE_IN_MS);
    const yesterday = entry('c', now - 86_400_000);
    const history: MailHistory = [entry('z', now - 2 * WEEK_IN_MS), exactlyAWeekAgo, justWithin, yesterday];
    expect(withSent(history, entry('d', now))).toEqual([justWithin, yesterday, entry('d', now)]);
    expect(withSent([], entry('d', now))).toEqual([entry('d', now)]);
  });

  it('count a mail once: let through again it counts from then on', () => {
    const other = entry('b', now - MINUTE_IN_MS);
    expect(withSent([entry('a', now - 2 * MINUTE_IN_MS), other], entry('a', now))).toEqual([other, entry('a', now)]);
  });

  it('are all but the mail itself when it asks whether it may go', () => {
    const others = [entry('a', now - 2 * MINUTE_IN_MS), entry('c', now)];
    expect(sentBeside('b', [...others, entry('b', now - MINUTE_IN_MS)])).toEqual(others);
    expect(sentBeside('b', others)).toEqual(others);
  });
});

it('what the same person got is known by their address and by their contact, each mail once, and never the mail itself', () => {
  const asContact = [entry('a', 1), { ...entry('b', 2), contact: 'another' }, entry('d', 4)];
  const atAddress = [{ ...entry('c', 3), contact: 'at-another-account' }, entry('d', 4)];
  expect(sentToSame({ mail: 'x', contact: 'u7' }, asContact, atAddress)).toEqual([1, 4, 3]);
  expect(sentToSame({ mail: 'd', contact: 'u7' }, asContact, atAddress)).toEqual([1, 3]);
});
