/**
 * Who said which account a user has. `claim`: a web page did, unsigned; `call`: a product's server, or a page whose
 * identity the server signed.
 */
export type LinkTeller = 'claim' | 'call' | 'api' | 'import' | 'command';

/** What is on record; links of earlier releases don't say who told them. */
export interface UserLink {
  account: string;
  by?: LinkTeller;
  /** Of an import, which one: a file that names somebody with several accounts means the first. */
  run?: string;
}

/** What somebody says now. */
export interface ToldLink extends UserLink {
  by: LinkTeller;
  /** The user is only now known to be a contact of the account. */
  isNewContact?: boolean;
}

/** A claim lets events count, and that is all: it binds nobody. */
export const isClaimed = ({ by }: Pick<UserLink, 'by'>) => by === 'claim';

/**
 * Whether what is told now takes the place of what is on record. A claim gives way to whatever is told by somebody
 * trusted. Else the first that was told stands, so that an event which is sent again finds the same account; but a command
 * moves a user, as does an import: against what a product's calls told, or by naming them a contact of another account for
 * the first time.
 */
export function takesPlace(told: ToldLink, known: UserLink): boolean {
  if (isClaimed(told)) return false;
  if (isClaimed(known)) return true;
  if (told.by === 'command') return told.account !== known.account || known.by !== 'command';
  if (told.by !== 'import') return false;
  if (known.by === 'call') return true;
  if (told.account === known.account || told.isNewContact !== true) return false;
  return told.run === undefined || told.run !== known.run;
}
