import { describe, expect, it } from 'vitest';
import { MOST_ASKS_AN_HOUR, type SignInAsks } from '../../../domain/sign-in/sign-in-asks.ts';
import { giveSignInLink } from '../../../functions/work/give-sign-in-link.ts';

const aoi = { id: 'aoi' };
const now = () => Date.parse('2026-05-01T00:00:00Z');

describe('a link to sign in', () => {
  it('is refused, not failed, where as many as there may be were given in the same moment', async () => {
    let kept: SignInAsks | undefined;
    const signIns = {
      asks: async () => kept,
      keep: async (_person: string, before: SignInAsks | undefined) => {
        kept = { asks: [...(before?.asks ?? []), { id: 'of somebody else', askedAt: now(), by: 'mail' }] };
        return false;
      },
    };
    expect(await giveSignInLink({ signIns, newId: () => 'ours', now }, aoi, { by: 'mail' })).toBeNull();
    expect(kept?.asks).toHaveLength(MOST_ASKS_AN_HOUR);
  });
});
