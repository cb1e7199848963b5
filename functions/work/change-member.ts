import type { Csm } from '../../domain/account/account.ts';
import { memberOf } from '../../domain/audit/audit.ts';
import { changedNames } from '../../domain/audit/changed-facts.ts';
import { leavesNoAdministrator, staysAdministrator } from '../../domain/company/administrators.ts';
import { type FactProblem, mergeFacts, type RowFacts, refuseFact } from '../../domain/import/facts.ts';
import type { MemberChanged } from '../../domain/sign-in/last-act.ts';
import { type DirectoryTools, type ReportedRow, upsertRecords } from '../directory/upsert-records.ts';

export interface MemberChanging {
  /** What an import of the team writes with; loaded when it is first asked for. */
  openDirectory(): Promise<DirectoryTools>;
  now: () => number;
}

/** What somebody wants to be known of a colleague. */
export interface MemberAsked {
  id: string;
  /** What is to be otherwise; `null` forgets it. */
  facts: RowFacts;
  /** What is known, as they saw it; of somebody new nothing. */
  seen: RowFacts | undefined;
  /** Who wants it. */
  person: string;
  /** Everybody in the team. */
  members: readonly Csm[];
}

/** Why it may not be so, however it is filled in. */
export type MemberRefusal = 'own-role' | 'last-administrator' | 'unknown';

/** `stands`: somebody has changed it since, or the id is somebody's; `made` is absent where all of it was so before. */
export type MemberResult =
  | { saved: Csm; made?: Pick<MemberChanged, 'before' | 'after'> }
  | { stands: Csm }
  | { problems: FactProblem[] }
  | { refused: MemberRefusal };

const OVERTAKEN = 'it is not as it was seen';
const LAST = 'nobody else administers the team';

/** Adds somebody to the team or changes what is known of them, by the rule of an import of the team; once. */
export async function changeMember(changing: MemberChanging, asked: MemberAsked): Promise<MemberResult> {
  const { id, facts, seen, person, members } = asked;
  const wrong = refuseFact('csms', 'id', id);
  if (wrong !== undefined) return { problems: [{ column: 'id', reason: wrong }] };
  const tools = await changing.openDirectory();
  const [stored] = await tools.directory.findRecords('csms', [{ id }]);
  const stands = stored?.facts;
  // Whoever has seen what stands says something later, whatever the clock of whoever told that.
  const at = Math.max(changing.now(), ...Object.values(stored?.reportedAt ?? {}));
  const merged = mergeFacts('csms', stored, { id, ...facts }, at);
  if ('problems' in merged) return { problems: merged.problems };
  const after: Csm = merged.facts;
  const names = Object.keys(facts).filter((name) => !isSame(factOf(stands, name), factOf(after, name)));
  if (stands !== undefined && names.length === 0) return { saved: stands };
  if (!isAsSeen(stands, seen)) return stands === undefined ? { refused: 'unknown' } : { stands };
  if (id === person && stands?.role === 'admin' && after.role !== 'admin') return { refused: 'own-role' };
  if (leavesNoAdministrator(members, after)) return { refused: 'last-administrator' };
  const row: ReportedRow<string> = {
    ...{ ref: id, facts: { id, ...facts }, at, reporter: { by: 'page', who: memberOf(person) } },
    refusedBy: (now) => (isAsSeen(now, seen) ? undefined : OVERTAKEN),
    ...(staysAdministrator(stands) &&
      !staysAdministrator(after) && { hangsOn: () => anotherAdministrator(tools, asked) }),
  };
  const { refused } = await upsertRecords('csms', [row], tools);
  const [refusal] = refused;
  if (refusal?.reason === OVERTAKEN) return changeMember(changing, asked);
  if (refusal?.reason === LAST) return { refused: 'last-administrator' };
  if (refusal !== undefined) throw new Error(refusal.reason);
  const valuesIn = (record: object | undefined) =>
    Object.fromEntries(names.map((name) => [name, factOf(record, name)]));
  return { saved: after, made: { before: valuesIn(stands), after: valuesIn(after) } };
}

/** Two who take the role from each other at the same moment each hang on the other. */
async function anotherAdministrator({ directory }: DirectoryTools, { id, members }: MemberAsked) {
  const others = members.filter((member) => member.id !== id && staysAdministrator(member));
  const found = await directory.findRecords(
    'csms',
    others.map((other) => ({ id: other.id })),
  );
  const record = found.find((one) => one !== undefined && staysAdministrator(one.facts));
  return record === undefined ? { reason: LAST } : { record };
}

/**
 * What was known before is known again, where nobody has said anything else since; false where somebody has. Whoever was
 * added has left: nobody is deleted.
 */
export async function takeMemberBack(
  changing: MemberChanging,
  { member: id, before, after }: Omit<MemberChanged, 'name'>,
  { person, members }: Pick<MemberAsked, 'person' | 'members'>,
): Promise<boolean> {
  const { directory, clock } = await changing.openDirectory();
  const [stored] = await directory.findRecords('csms', [{ id }]);
  const seen = stored?.facts;
  if (seen === undefined || Object.keys(after).some((name) => !isSame(factOf(seen, name), after[name]))) return false;
  const wasThere = before.name !== null;
  const facts = wasThere ? before : { leftOn: clock.dayOf(changing.now()) };
  return 'saved' in (await changeMember(changing, { id, facts, seen, person, members }));
}

const isAsSeen = (stands: object | undefined, seen: RowFacts | undefined) =>
  stands === undefined || seen === undefined ? stands === seen : changedNames(seen, stands as RowFacts).length === 0;

const factOf = (facts: object | undefined, name: string): unknown => (facts as RowFacts | undefined)?.[name] ?? null;

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
