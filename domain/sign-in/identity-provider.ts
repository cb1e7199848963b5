import type { Csm } from '../account/account.ts';

/** Where the company's people sign in to everything: an OpenID provider. */
export interface IdentityProvider {
  /** As the button says it. */
  name: string;
  issuer: string;
  clientId: string;
  /**
   * `verified`: an address counts where the provider says that it has checked it. `trusted`: also where it says nothing
   * of that, since nobody but the company gives out addresses there.
   */
  emails: 'verified' | 'trusted';
}

/** What a provider says of whoever signed in there. */
export interface ProviderPerson {
  email?: string;
  isEmailVerified?: boolean;
}

/** Why somebody whom the provider knows does not get in. */
export type NotRecognised = 'no-address' | 'unverified' | 'unknown' | 'shared';

/** As addresses are compared, however they are typed. */
export const plainAddress = (address: string) => address.normalize('NFKC').trim().toLowerCase();

/** Who of the team has the address. */
export const membersAt = (members: Csm[], address: string) =>
  members.filter(({ email }) => plainAddress(email) === plainAddress(address));

/** Who of those who are present has signed in at the provider; an address that several share tells nobody. */
export function recognise(
  present: Csm[],
  { email, isEmailVerified }: ProviderPerson,
  { emails }: Pick<IdentityProvider, 'emails'>,
): { member: Csm } | { refused: NotRecognised } {
  if (email === undefined) return { refused: 'no-address' };
  if (isEmailVerified === false || (isEmailVerified === undefined && emails === 'verified')) {
    return { refused: 'unverified' };
  }
  const [member, another] = membersAt(present, email);
  if (member === undefined) return { refused: 'unknown' };
  return another === undefined ? { member } : { refused: 'shared' };
}
