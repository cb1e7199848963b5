import { isFreeMail } from './free-mail.ts';
import type { Guest, Meeting, MeetingObstacle } from './meeting.ts';

/** That an account has a contact with this address, or one whose address is of this domain. */
export type KnownGuest = { account: string } & ({ address: string } | { domain: string });

/** For which account a meeting was: `null` for one that its own person declined, which was none of theirs. */
export type AccountOfMeeting = { account: string } | { obstacle: MeetingObstacle } | null;

/**
 * Tells for which account a meeting was, by who was invited. An address that a contact has says most. Else its domain
 * does, where contacts of one account alone have it and not just anybody can. Nothing is guessed: where guests belong to
 * several accounts, the meeting is nobody's.
 *
 * @param own the address of whose calendar it is; their domain is our own
 */
export function accountsOfMeetings(known: Iterable<KnownGuest>, own: string) {
  const ofAddress = new Map<string, Set<string>>();
  const ofDomain = new Map<string, Set<string>>();
  for (const guest of known) {
    if ('address' in guest) add(ofAddress, guest.address, guest.account);
    else add(ofDomain, guest.domain, guest.account);
  }
  const self = own.toLowerCase();

  function accountsOf({ address }: Guest): Iterable<string> {
    const exact = ofAddress.get(address);
    if (exact !== undefined) return exact;
    const domain = domainOf(address);
    const accounts = isFreeMail(domain) || domain === domainOf(self) ? undefined : ofDomain.get(domain);
    return accounts?.size === 1 ? accounts : [];
  }

  return function accountOf({ guests }: Pick<Meeting, 'guests'>): AccountOfMeeting {
    if (guests.some(({ address, hasDeclined }) => address === self && hasDeclined)) return null;
    const others = guests.filter(({ address, hasDeclined }) => address !== self && !hasDeclined);
    const accounts = new Set(others.flatMap((guest) => [...accountsOf(guest)]));
    const [account, ...more] = [...accounts].sort();
    if (account === undefined) return { obstacle: { why: isAmongUs(others, self) ? 'only-us' : 'nobody-known' } };
    return more.length === 0 ? { account } : { obstacle: { why: 'several-accounts', accounts: [account, ...more] } };
  };
}

/** The domain of an address in small letters. */
export const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

const isAmongUs = (others: Guest[], self: string) =>
  others.every(({ address }) => domainOf(address) === domainOf(self) && !isFreeMail(domainOf(self)));

function add(accounts: Map<string, Set<string>>, key: string, account: string) {
  const known = accounts.get(key);
  if (known === undefined) accounts.set(key, new Set([account]));
  else known.add(account);
}
