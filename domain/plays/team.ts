import type { Account, Csm, Language, TeamRole } from '../account.ts';
import type { Company } from '../company.ts';

/** Who works with the customers, and who holds which role. */
export interface Team {
  csmOf(account: Account): Csm | null;
  /** The person a task of this role goes to, or the account's CSM when nobody holds the role. */
  assigneeFor(role: TeamRole, account: Account): Csm | null;
}

export function teamOf(members: Csm[]): Team {
  const byId = new Map(members.map((member) => [member.id, member]));
  const holders = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const csmOf = (account: Account) => (account.csm === undefined ? null : (byId.get(account.csm) ?? null));

  return {
    csmOf,
    assigneeFor(role, account) {
      const csm = csmOf(account);
      if (role === 'csm') return csm ?? holders.find((member) => member.role === 'manager') ?? null;
      const manager = role === 'manager' && csm?.manager !== undefined ? byId.get(csm.manager) : undefined;
      return manager ?? holders.find((member) => member.role === role) ?? csm;
    },
  };
}

export function languageOf(company: Company, ...readers: ({ language?: Language } | null | undefined)[]): Language {
  return readers.find((reader) => reader?.language !== undefined)?.language ?? company.language;
}
