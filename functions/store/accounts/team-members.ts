import type { Csm } from '../../../domain/account/account.ts';
import type { TeamReading } from '../../../domain/company/team.ts';
import { textOf } from '../item.ts';
import { CSMS_LIST } from '../keys.ts';
import { decodeEach, LeftOut } from '../left-out.ts';
import type { DynamoListings } from '../lists/listings.ts';
import { decodeCsm } from './account-items.ts';

/** The team, and who of it can't be read: for whoever decides by it what becomes of work and mails. */
export async function readTeam(listings: Pick<DynamoListings, 'listed'>): Promise<TeamReading> {
  const leftOut = new LeftOut();
  const members = await readTeamMembers(listings, leftOut);
  leftOut.log();
  return { members, unreadable: new Set(leftOut.rows.map(({ item }) => textOf(item, 'listedAt'))) };
}

/** Everybody in the team, by id, who can be read. */
export async function readTeamMembers(listings: Pick<DynamoListings, 'listed'>, leftOut?: LeftOut): Promise<Csm[]> {
  const members: Csm[] = [];
  let from: string | undefined;
  do {
    const page = await listings.listed([CSMS_LIST], from);
    members.push(...decodeEach(page.items, decodeCsm, leftOut));
    from = page.next;
  } while (from !== undefined);
  return members;
}
