import type { Csm } from '../../../domain/account/account.ts';
import { CSMS_LIST } from '../keys.ts';
import type { DynamoListings } from '../lists/listings.ts';
import { decodeCsm } from './account-items.ts';

/** Everybody in the team, by id. */
export async function readTeamMembers(listings: Pick<DynamoListings, 'listed'>): Promise<Csm[]> {
  const members: Csm[] = [];
  let from: string | undefined;
  do {
    const page = await listings.listed([CSMS_LIST], from);
    members.push(...page.items.map(decodeCsm));
    from = page.next;
  } while (from !== undefined);
  return members;
}
