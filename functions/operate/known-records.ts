import type { Account, Contact } from '../../domain/account.ts';
import type { Tools } from './operation.ts';
import { OperatorError } from './operator-error.ts';

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

/** Refuses when the team has nobody of the id. */
export async function knownMember({ directory }: Directory, id: string): Promise<void> {
  if ((await directory.existing('csms', [id])).has(id)) return;
  throw new OperatorError(
    'no-team-member',
    'Nothing was recorded.',
    `The team has nobody with the id "${id}".`,
    'Import them first: sakimawari import csms FILE',
  );
}
