/**
 * Who said which account a user has. `claim`: a web page did, unsigned; `call`: a product's server, or a page whose
 * identity the server signed.
 */
export type LinkReporter = 'claim' | 'call' | 'api' | 'import' | 'command' | 'page';

/** What is on record; links of earlier releases don't say who reported them. */
export interface UserLink {
  account: string;
  by?: LinkReporter;
  /** Of an import, which one: a file that names somebody with several accounts means the first. */
  run?: string;
}

/** What somebody says now. */
export interface ReportedLink extends UserLink {
  by: LinkReporter;
  /** The user is only now known to be a contact of the account. */
  isNewContact?: boolean;
}

/** A claim lets events count, and that is all: it binds nobody. */
export const isClaimed = ({ by }: Pick<UserLink, 'by'>) => by === 'claim';

/**
 * Whether what is reported now takes the place of what is on record. A claim gives way to whatever is reported by somebody
 * trusted. Else the first report stands, so that an event which is sent again finds the same account; but a command
 * moves a user, as does an import: against what a product's calls reported, or by naming them a contact of another account for
 * the first time.
 */
export function takesPlace(reported: ReportedLink, known: UserLink): boolean {
  if (isClaimed(reported)) return false;
  if (isClaimed(known)) return true;
  if (reported.by === 'command') return reported.account !== known.account || known.by !== 'command';
  if (reported.by !== 'import') return false;
  if (known.by === 'call') return true;
  if (reported.account === known.account || reported.isNewContact !== true) return false;
  return reported.run === undefined || reported.run !== known.run;
}
