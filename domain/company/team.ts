import type { Account, Csm, TeamRole } from '../account/account.ts';
import type { Locale } from '../locale/locale.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { WorkingWeek } from '../time/business-days.ts';
import type { Day } from '../time/day.ts';
import type { Company } from './company.ts';

/** What somebody is looked for for. */
export interface Assignment {
  account: Account;
  day: Day;
  /** Which role takes over where nobody holds one. */
  roles: Playbook['roles'];
}

/** Who works with the customers, who holds which role, and who stands in for whom. */
export interface Team {
  memberOf(id: string | null | undefined): Csm | null;
  /** Whose name the account's mails to the customer bear on the day, present or away; never somebody who has left. */
  csmOf(account: Account, day: Day): Csm | null;
  /**
   * Whoever a task of this role goes to: a holder of the role for the account's segment, else one for any segment, else
   * of the role that stands in for it, else the account's CSM, else the manager. The stand-in of somebody who is away
   * comes in their place; somebody away gets it only where there is nobody else. `null` where there is nobody at all.
   */
  assigneeFor(role: TeamRole, assignment: Assignment): Csm | null;
  /**
   * Who answers for what the person does: their own manager, else that of the account it is done for, where it is done
   * for one; nobody answers for themself.
   */
  managerOf(person: Csm | null, of: { account: Account | null; day: Day }): Csm | null;
  /** The person, or their stand-in on the day; `null` when all of these are away. */
  presentFor(person: Csm, day: Day): Csm | null;
  /** The person, or their successor once they have left. */
  successorFor(person: Csm, day: Day): Csm | null;
}

/** The team as it was read. */
export interface TeamReading {
  members: Csm[];
  /** Ids of those whose records can't be read. */
  unreadable: ReadonlySet<string>;
}

/**
 * Somebody of the team is asked for whose record can't be read. Taken for nobody, what is meant for them would go to
 * somebody else, or to nobody, and for good.
 */
export class UnreadableMemberError extends Error {
  override readonly name = 'UnreadableMemberError';
  readonly code = 'unreadable-member';

  constructor() {
    super('somebody of the team is meant whose record can not be read: doctor names them');
  }
}

/** What the team says, for what is only shown: of somebody who can't be read it shows nobody. */
export function ifReadable<Value>(ask: () => Value): Value | null {
  try {
    return ask();
  } catch (error) {
    if (error instanceof UnreadableMemberError) return null;
    throw error;
  }
}

/** @param unreadable whoever asks for one of these gets an UnreadableMemberError; so does who would find nobody at all */
export function teamOf(members: Csm[], unreadable: TeamReading['unreadable'] = new Set()): Team {
  const byId = new Map(members.map((member) => [member.id, member]));
  const inOrder = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const memberOf: Team['memberOf'] = (id) => {
    if (id == null) return null;
    if (unreadable.has(id)) throw new UnreadableMemberError();
    return byId.get(id) ?? null;
  };
  const successorFor: Team['successorFor'] = (person, day) => successorOn(person, memberOf, day);
  const csmOf: Team['csmOf'] = ({ csm }, day) => {
    const named = memberOf(csm);
    return named && successorFor(named, day);
  };

  function holdersOf(role: TeamRole, account: Account | null, day: Day): Csm[] {
    const holders = inOrder.filter((member) => member.role === role && !hasLeft(member, day));
    const ofSegment = holders.filter(({ segments }) => account?.segment && segments?.includes(account.segment));
    const csm = account && csmOf(account, day);
    // An account is its own CSM's; any other one holds it only by its segment.
    if (role === 'csm') return csm ? [csm] : ofSegment;
    const ofAny = holders.filter(({ segments = [] }) => segments.length === 0);
    const manager = role === 'manager' ? memberOf(csm?.manager) : null;
    const own = manager && successorFor(manager, day);
    return [...(own ? [own] : []), ...ofSegment, ...ofAny];
  }

  function firstPresent(candidates: Iterable<Csm>, day: Day): Csm | null {
    let first: Csm | null = null;
    for (const candidate of candidates) {
      const present = presentFor(candidate, day);
      if (present) return present;
      first ??= candidate;
    }
    return first;
  }

  function presentFor(person: Csm, day: Day): Csm | null {
    const away = new Set<Csm>();
    let one: Csm | null = successorFor(person, day);
    while (one && isAway(one, day)) {
      if (away.has(one)) return null;
      away.add(one);
      const standIn = memberOf(one.standIn);
      one = standIn && successorFor(standIn, day);
    }
    return one;
  }

  /** Whoever can't be read may hold the role that nobody else holds. */
  function orUnreadable(found: Csm | null): Csm | null {
    if (found === null && unreadable.size > 0) throw new UnreadableMemberError();
    return found;
  }

  return {
    memberOf,
    csmOf,
    presentFor,
    successorFor,
    assigneeFor(role, { account, day, roles }) {
      return orUnreadable(firstPresent(candidates(), day));

      /** One after the other, so that nobody is asked for who is not needed. */
      function* candidates(): Generator<Csm> {
        for (const one of withStandIns(role, roles)) yield* holdersOf(one, account, day);
        const csm = csmOf(account, day);
        if (csm) yield csm;
        yield* holdersOf('manager', account, day);
      }
    },
    managerOf(person, { account, day }) {
      const named = memberOf(person?.manager);
      const own = named && successorFor(named, day);
      const managers = [...(own ? [own] : []), ...holdersOf('manager', account, day)].filter(isSomebodyElse);
      const present = managers.flatMap((one) => presentFor(one, day) ?? []).find(isSomebodyElse);
      return orUnreadable(present ?? managers[0] ?? null);

      function isSomebodyElse({ id }: Csm): boolean {
        return id !== person?.id;
      }
    },
  };
}

/** The role, and those that stand in for it one after the other. */
export function withStandIns(role: TeamRole, roles: Playbook['roles']): TeamRole[] {
  const chain = new Set<TeamRole>();
  for (let one: TeamRole | undefined = role; one && !chain.has(one); one = roles[one]?.standIn) chain.add(one);
  return [...chain];
}

/** Those of the team who have not left. */
export function presentOn(members: readonly Csm[], day: Day): Csm[] {
  return members.filter((member) => !hasLeft(member, day));
}

export const hasLeft = ({ leftOn }: Csm, day: Day) => leftOn !== undefined && leftOn <= day;

/** The person, or their successor once they have left; `null` where nobody is named who is still there. */
export function successorOn(person: Csm, memberOf: (id: string) => Csm | null | undefined, day: Day): Csm | null {
  const gone = new Set<Csm>();
  let one: Csm | null | undefined = person;
  while (one && hasLeft(one, day)) {
    if (gone.has(one)) return null;
    gone.add(one);
    const { successor }: Csm = one;
    one = successor === undefined ? undefined : memberOf(successor);
  }
  return one ?? null;
}

export function isAway({ awayFrom, awayUntil }: Csm, day: Day): boolean {
  if (awayFrom === undefined && awayUntil === undefined) return false;
  return (awayFrom === undefined || awayFrom <= day) && (awayUntil === undefined || day <= awayUntil);
}

/** Whose days a task is due by; the company's where nobody has it. */
export function workingWeekOf(company: Company, person: Csm | null): WorkingWeek {
  return { country: person?.country ?? company.country, workingDays: person?.workingDays };
}

export function localeFor(
  company: Pick<Company, 'language'>,
  ...readers: ({ language?: Locale } | null | undefined)[]
): Locale {
  return readers.find((reader) => reader?.language !== undefined)?.language ?? company.language;
}
