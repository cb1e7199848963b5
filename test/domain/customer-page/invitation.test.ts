import { describe, expect, it } from 'vitest';
import { invite, isRevoked, revoke, standingLink, toOwnPage } from '../../../domain/customer-page/invitation.ts';
import { linkFor } from '../../../domain/links/link.ts';

const MINUTE = 60_000;
const now = Date.parse('2026-06-02T03:00:00.000Z');
const linkAt = (at: number) => linkFor(toOwnPage('koa', 'ren'), at);

describe('The link to a page of one’s own', () => {
  it('is good for 90 days, and for as many again once they are invited again', () => {
    const invited = invite(undefined, 'ren', 'aoi', now);
    const after = now + 89 * 86_400_000;
    expect(standingLink(invited, after)).toEqual({ givenAt: now, until: now / 1000 + 90 * 86_400 });
    expect(standingLink(invited, now + 90 * 86_400_000)).toBeNull();
    expect(standingLink(invite(invited, 'ren', 'ken', after), now + 90 * 86_400_000)).not.toBeNull();
  });

  it('opens nothing once it is revoked, whoever brought it to them; one that is given out later does', () => {
    const revoked = revoke(invite(undefined, 'ren', 'aoi', now), 'ren', now + MINUTE);
    expect(isRevoked(linkAt(now), revoked)).toBe(true);
    expect(isRevoked(linkAt(now + MINUTE), revoked)).toBe(true);
    expect(standingLink(revoked, now + MINUTE)).toBeNull();
    const again = invite(revoked, 'ren', 'aoi', now + 2 * MINUTE);
    expect(isRevoked(linkAt(now + 2 * MINUTE), again)).toBe(false);
    expect(isRevoked(linkAt(now), again)).toBe(true);
    expect(standingLink(again, now + 2 * MINUTE)).not.toBeNull();
  });

  it('may be opened by whoever got it in the mail of a play and was never invited by hand', () => {
    expect(isRevoked(linkAt(now), undefined)).toBe(false);
    expect(isRevoked(linkAt(now), { contact: 'ren', openedOn: '2026-06-02' })).toBe(false);
  });
});
