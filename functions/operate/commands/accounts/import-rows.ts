import pMap from 'p-map';
import * as z from 'zod';
import { operatorNamed } from '../../../../domain/audit/audit.ts';
import { presentOn } from '../../../../domain/company/team.ts';
import {
  type CellWarning,
  dayOfReported,
  importKinds,
  type RefusedRow,
  type RowFacts,
} from '../../../../domain/import/facts.ts';
import { reportTime } from '../../../../domain/import/reported-at.ts';
import type { Reporter } from '../../../../domain/import/reporter.ts';
import { canonicalId } from '../../../../domain/names/canonical-id.ts';
import { reportActs, upsertRecords } from '../../../directory/upsert-records.ts';
import { readTeamMembers } from '../../../store/accounts/team-members.ts';
import { UnreadableRecordError } from '../../../store/record.ts';
import { change, type Tools, todayOf } from '../../operation.ts';
import { belongingCircle } from './belonging-circle.ts';

const READS_IN_FLIGHT = 16;

const rowSchema = z.strictObject({
  line: z.int().min(1),
  facts: z.record(z.string(), z.unknown()),
  updatedAt: z.number().optional(),
  /** Accounts that a contact's row names, where it names several. */
  accounts: z.array(z.string()).optional(),
});
type Row = z.infer<typeof rowSchema>;

const requestSchema = z.strictObject({
  kind: z.enum(importKinds),
  rows: z.array(rowSchema),
  /** Which file they are of, where it comes in several requests. */
  run: z.string().max(64).optional(),
  by: z.string().min(1).max(200).optional(),
});

/**
 * Upserts rows as told now, or when their file says that they changed: a row's facts replace the stored ones, facts it
 * doesn't mention stay.
 */
export const importRows = change(requestSchema, reportActs, async ({ kind, rows, run, by }, tools) => {
  const now = tools.now();
  const reporter: Reporter = {
    by: 'import',
    who: by === undefined ? tools.operator : operatorNamed(by),
    ...(run !== undefined && { run }),
  };
  const dayOf = tools.clock.dayOf;
  const warnings: CellWarning[] = [];
  const placed = kind === 'contacts' ? await atTheirAccounts(rows, tools, warnings) : rows;
  const reported = placed.map(({ line, facts, updatedAt = now }) => ({
    ref: line,
    facts: Object.fromEntries(
      Object.entries(facts).map(([column, value]) => [column, dayOfReported(kind, column, value, dayOf)]),
    ) as RowFacts,
    at: reportTime(updatedAt, now),
    reporter,
    leavesOutBadFacts: true,
  }));
  const { imported, unchanged, refused, leftOut } = await upsertRecords(kind, reported, tools);
  warnings.push(...leftOut.map(({ ref, column, reason }) => ({ line: ref, column, reason })));
  const refusedLines = new Set(refused.map(({ ref }) => ref));
  const taken = rows.filter(({ line }) => !refusedLines.has(line));
  if (kind === 'csms') warnings.push(...(await sharedAddresses(taken, tools)));
  if (kind === 'accounts') warnings.push(...(await parentsInCircles(taken, tools)));
  const byLine: RefusedRow[] = refused.map(({ ref, reason }) => ({ line: ref, reason }));
  return { imported, unchanged, refused: byLine.sort(byPlace), warnings: warnings.sort(byPlace) };
});

const byPlace = (a: RefusedRow, b: RefusedRow) => a.line - b.line;

/**
 * Two of the team with one address, also in other capitals: each is known by their id and gets their own mails, but who
 * reads them there, and whom a customer answers, nobody can say.
 */
async function sharedAddresses(rows: Row[], tools: Tools): Promise<CellWarning[]> {
  const ids = [...new Set(rows.flatMap(({ facts: { id } }) => (typeof id === 'string' ? [id] : [])))];
  const [listed, named] = await Promise.all([
    readTeamMembers(tools.listings),
    tools.directory.findFacts(
      'csms',
      ids.map((id) => ({ id })),
    ),
  ]);
  // What was just written may not be in the list yet.
  const team = new Map([...listed, ...named].flatMap((member) => (member === undefined ? [] : [[member.id, member]])));
  const present = presentOn([...team.values()], todayOf(tools));
  return rows.flatMap(({ line, facts: { id } }) => {
    const member = present.find((one) => one.id === id);
    const others = present.filter((one) => one.id !== id && one.email.toLowerCase() === member?.email.toLowerCase());
    if (others.length === 0) return [];
    const whose = others.map((other) => `"${other.id}"`).join(', ');
    return [
      { line, column: 'email', reason: `is the address of ${whose} as well: give each of them one of their own` },
    ];
  });
}

/** Accounts that belong to each other, over however many, those that are stored already among them. */
async function parentsInCircles(rows: Row[], { directory }: Tools): Promise<CellWarning[]> {
  const parents = new Map<string, Promise<string | undefined>>();
  const parentOf = (account: string) => {
    const parent = parents.get(account) ?? readParent(account);
    parents.set(account, parent);
    return parent;
  };
  const told = await pMap(rows, warningOf, { concurrency: READS_IN_FLIGHT });
  return told.flatMap((warning) => warning ?? []);

  async function warningOf({ line, facts: { id, parent } }: Row): Promise<CellWarning | undefined> {
    if (typeof id !== 'string' || typeof parent !== 'string' || parent === '') return undefined;
    const circle = await belongingCircle(canonicalId(id), parentOf);
    // What the row says may be older than what stands.
    if (circle === undefined || circle[1] !== canonicalId(parent)) return undefined;
    const accounts = circle.join(', ');
    return {
      line,
      column: 'parent',
      reason: `parent "${circle[1]}" leads in a circle (${accounts}): each of them counts for itself`,
    };
  }

  async function readParent(account: string): Promise<string | undefined> {
    try {
      return (await directory.findAccount(account))?.parent;
    } catch (error) {
      // The rows are written; of an account that can't be read doctor tells.
      if (error instanceof UnreadableRecordError) return undefined;
      throw error;
    }
  }
}

/**
 * A contact of several accounts belongs to the first of them that there is; one that names none, to the account that its
 * user belongs to already.
 */
async function atTheirAccounts(rows: Row[], { directory, links }: Tools, warnings: CellWarning[]): Promise<Row[]> {
  const known = await directory.existing('accounts', [...new Set(rows.flatMap(({ accounts = [] }) => accounts))]);
  const isWithout = ({ facts }: Row) => typeof facts.id === 'string' && !Object.hasOwn(facts, 'account');
  const accountOfUser = await links.accountsOf(rows.filter(isWithout).map(({ facts }) => facts.id as string));
  return rows.map((row) => {
    const { line, facts, accounts } = row;
    if (accounts !== undefined) {
      const account = accounts.find((id) => known.has(id)) ?? accounts[0];
      const reason = `names several accounts (${accounts.join(', ')}): ${account} was taken, the first that is imported`;
      if (account !== undefined && known.has(account)) warnings.push({ line, column: 'account', reason });
      return { ...row, facts: { ...facts, account } };
    }
    const account = isWithout(row) ? accountOfUser.get(facts.id as string) : undefined;
    return account === undefined ? row : { ...row, facts: { ...facts, account } };
  });
}
