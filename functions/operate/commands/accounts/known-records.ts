import type { Account, Contact, Csm } from '../../../../domain/account/account.ts';
import { hasLeft } from '../../../../domain/company/team.ts';
import type { Day } from '../../../../domain/time/day.ts';
import { type Tools, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

type Directory = Pick<Tools, 'directory'>;

/** The account that was named; refuses when there is none. */
export async function knownAccount({ directory }: Directory, id: string): Promise<Account> {
  const account = await directory.findAccount(id);
  if (account !== undefined) return account;
  throw noSuchAccount(id);
}

export function noSuchAccount(id: string, what = 'Nothing was recorded.'): OperatorError {
  const mend = 'List the accounts: sakimawari accounts';
  return new OperatorError('no-account', what, `There is no account "${id}".`, mend);
}

/** The contact that was named; refuses when the account has none of the id. */
export async function knownContact({ directory }: Directory, account: string, id: string): Promise<Contact> {
  const [contact] = await directory.findFacts('contacts', [{ account, id }]);
  if (contact !== undefined) return contact;
  throw new OperatorError(
    'no-contact',
    'Nothing was recorded.',
    `The account "${account}" has no contact "${id}".`,
    'Import the contact first: sakimawari import contacts FILE',
  );
}

/** The member of the team who was named; refuses when there is none. */
export async function knownMember({ directory }: Directory, id: string): Promise<Csm> {
  const [member] = await directory.findFacts('csms', [{ id }]);
  if (member !== undefined) return member;
  throw new OperatorError(
    'no-team-member',
    'Nothing was recorded.',
    `The team has nobody with the id "${id}".`,
    'Import them first: sakimawari import csms FILE',
  );
}

/** Who does something, or is given it, on a day; refuses when they had left by then: who has left acts no more. */
export async function presentMember(tools: Tools, id: string, day: Day = todayOf(tools)): Promise<void> {
  const { leftOn, successor, ...member } = await knownMember(tools, id);
  if (!hasLeft({ ...member, leftOn }, day)) return;
  throw new OperatorError(
    'has-left',
    'Nothing was recorded.',
    `"${id}" has left, on ${leftOn}.`,
    successor === undefined
      ? 'Name somebody who is there.'
      : `Name somebody who is there: "${successor}" goes on for them.`,
  );
}
