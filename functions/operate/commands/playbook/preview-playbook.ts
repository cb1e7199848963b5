import pMap from 'p-map';
import * as z from 'zod';
import { changesBetween, type PlaybookChange } from '../../../../domain/playbook/changes.ts';
import { checkPlaces } from '../../../../domain/playbook/check-places.ts';
import { checkRoles } from '../../../../domain/playbook/check-roles.ts';
import { type AccountImpact, impactOn } from '../../../../domain/playbook/impact.ts';
import type { Playbook } from '../../../../domain/playbook/playbook.ts';
import type { PlaybookProblem } from '../../../../domain/playbook/problem.ts';
import {
  countUnderstood,
  nothingUnderstood,
  Understanding,
  type Understood,
} from '../../../../domain/playbook/understanding.ts';
import { UnreadablePlaybookError } from '../../../../domain/playbook/unreadable-playbook.ts';
import { usageHistory } from '../../../../domain/usage/usage-history.ts';
import { ifPossible } from '../../../scoring/evaluate-account.ts';
import type { Scoring } from '../../../scoring/scoring.ts';
import type { AccountSnapshot } from '../../../store/accounts/accounts.ts';
import { readTeamMembers } from '../../../store/accounts/team-members.ts';
import { accountLists } from '../../../store/keys.ts';
import { operation, type Tools, todayOf } from '../../operation.ts';
import { givenPlaybook, givenPlaybookSchema } from './given-playbook.ts';

/** Each is read and evaluated twice; a page takes seconds, and its answer stays far below what a call may answer. */
const ACCOUNTS_A_PAGE = 50;
const ACCOUNTS_IN_FLIGHT = 8;

const requestSchema = z.strictObject({ ...givenPlaybookSchema, from: z.string().optional() });

/** What it is compared with, and how it differs. */
export interface PreviewBeginning {
  /** The running version; `null` when none was ever pushed. */
  running: string | null;
  /** Why there is nothing to compare with, though one runs. */
  unreadable?: string;
  isSame?: boolean;
  /** It could not be pushed: it fits the file, and not the team. */
  problems: PlaybookProblem[];
  changes: PlaybookChange[];
  /** All that there are. */
  accounts: number;
}

export interface PlaybookPreview {
  /** On the first page. */
  beginning?: PreviewBeginning;
  /** Accounts of this page. */
  looked: number;
  /** Those for which something changes. */
  rows: AccountImpact[];
  understood: Understood;
  next?: string;
}

/**
 * What a playbook would change, and what that does to a page of accounts today; changes nothing. The first page says
 * what it is compared with.
 */
export const previewPlaybook = operation(requestSchema, async ({ from, ...given }, tools): Promise<PlaybookPreview> => {
  const { playbook: candidate, problems } = await givenPlaybook(given, tools);
  const running = await runningOrWhyNot(tools);
  const beginning = from === undefined ? await beginningOf(candidate, problems, running, tools) : undefined;
  const isRefused = beginning !== undefined && (beginning.isSame === true || beginning.problems.length > 0);
  if (running === undefined || running instanceof UnreadablePlaybookError || isRefused) {
    return { beginning, looked: 0, rows: [], understood: nothingUnderstood() };
  }
  const today = todayOf(tools);
  const tried = { version: running.version, pushedAt: running.pushedAt, playbook: candidate };
  const [before, after, page] = await Promise.all([
    tools.openScoring(today, running),
    tools.openScoring(today, tried),
    tools.listings.listed(accountLists, from, ACCOUNTS_A_PAGE),
  ]);
  const ways = [new Understanding(running.playbook), new Understanding(candidate)] as const;
  const understood = nothingUnderstood();
  const rows = await pMap(
    page.items,
    async (item) => {
      const id = item.listedAt?.S as string;
      const [asIs, asTried] = await Promise.all([snapshotOf(id, before), snapshotOf(id, after)]);
      if (asIs === null || asTried === null) return null;
      const [now, then] = ways.map((way) => way.ofAccount(asTried.lifetime, today)) as [Set<string>, Set<string>];
      countUnderstood(understood, now, then);
      return impactOn(inputOf(asIs, before), inputOf(asTried, after), {
        company: after.company,
        team: after.team,
        calendar: after.calendar,
        playbookVersion: running.version,
        now: new Date(tools.now()).toISOString(),
      });
    },
    { concurrency: ACCOUNTS_IN_FLIGHT },
  );
  const changed = rows.filter((row): row is AccountImpact => row !== null);
  return { beginning, looked: page.items.length, rows: changed, understood, next: page.next };
});

/** One that can't be read is there all the same: pushing another over it is the way out. */
async function runningOrWhyNot({ playbooks }: Tools) {
  try {
    return await playbooks.current();
  } catch (error) {
    if (error instanceof UnreadablePlaybookError) return error;
    throw error;
  }
}

async function beginningOf(
  candidate: Playbook,
  ofNames: PlaybookProblem[],
  running: Awaited<ReturnType<typeof runningOrWhyNot>>,
  { listings, installation }: Tools,
): Promise<PreviewBeginning> {
  const [members, counts] = await Promise.all([
    readTeamMembers(listings),
    Promise.all(accountLists.map((list) => listings.count(list))),
  ]);
  const ofPlaces = checkPlaces(candidate, installation.chatPlaces);
  const problems = [...ofNames, ...checkRoles(candidate, members), ...ofPlaces];
  const accounts = counts.reduce((sum, count) => sum + count, 0);
  if (running === undefined) return { running: null, problems, changes: [], accounts };
  if (running instanceof UnreadablePlaybookError) {
    return { running: running.version, unreadable: running.message, problems, changes: [], accounts };
  }
  const isSame = JSON.stringify(running.playbook) === JSON.stringify(candidate);
  const changes = changesBetween(running.playbook, candidate);
  return { running: running.version, isSame, problems, changes, accounts };
}

function snapshotOf(id: string, { accounts, running, asOf, today }: Scoring): Promise<AccountSnapshot | null> {
  return ifPossible(() => accounts.load(id, { playbook: running.playbook, asOf, today, isConsistent: false }));
}

function inputOf(
  { days, lifetime, stored, ...facts }: AccountSnapshot,
  { running, asOf, businessDays, fleet, freshness }: Scoring,
) {
  const { playbook } = running;
  return {
    ...facts,
    usage: usageHistory(days, lifetime, playbook, asOf),
    businessDays,
    fleet,
    freshness,
    playbook,
    previous: stored?.state ?? null,
  };
}
