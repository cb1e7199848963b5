import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { recognise } from '../../../domain/sign-in/identity-provider.ts';
import { isPending, PENDING_FOR_IN_MS, type PendingSignIn } from '../../../domain/sign-in/pending-sign-in.ts';

const memberAt = (id: string, email: string): Csm => ({ id, name: id, email, role: 'csm' });
const aoi = memberAt('aoi', 'Aoi@Mirai.example');
const team = [aoi, memberAt('ken', 'desk@mirai.example'), memberAt('rin', 'desk@mirai.example')];
const verified = { emails: 'verified' } as const;
const trusted = { emails: 'trusted' } as const;

describe('whom the identity provider vouches for', () => {
  it.each([
    ['is known by their address, however it is written', { email: ' aoi@mirai.example', isEmailVerified: true }],
    ['is known by full-width letters too', { email: 'ａｏｉ@mirai.example', isEmailVerified: true }],
  ])('%s', (_, person) => {
    expect(recognise(team, person, verified)).toEqual({ member: aoi });
  });

  it.each([
    ['nobody who tells no address', {}, 'no-address'],
    ['nobody of another address', { email: 'aoi@mirai.example.org', isEmailVerified: true }, 'unknown'],
    ['nobody where several have the address', { email: 'desk@mirai.example', isEmailVerified: true }, 'shared'],
    ['nobody whose address was not verified', { email: 'aoi@mirai.example', isEmailVerified: false }, 'unverified'],
    ['nobody of whose address nothing is said', { email: 'aoi@mirai.example' }, 'unverified'],
  ])('is %s', (_, person, refused) => {
    expect(recognise(team, person, verified)).toEqual({ refused });
  });

  it('is known without a word on the address where the company gives out all of them, and never against its word', () => {
    const email = 'aoi@mirai.example';
    expect(recognise(team, { email }, trusted)).toEqual({ member: aoi });
    expect(recognise(team, { email, isEmailVerified: false }, trusted)).toEqual({ refused: 'unverified' });
  });
});

describe('somebody who went to the identity provider', () => {
  const pending: PendingSignIn = { state: 's', nonce: 'n', verifier: 'v', begunAt: 1_000_000_000 };
  it.each([
    [-120_001, false],
    [-60_000, true],
    [PENDING_FOR_IN_MS, true],
    [PENDING_FOR_IN_MS + 1, false],
  ])('is waited for a quarter of an hour, by clocks that differ (%i ms)', (later, is) => {
    expect(isPending(pending, pending.begunAt + later)).toBe(is);
  });
});
