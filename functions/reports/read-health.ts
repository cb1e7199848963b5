import type { Csm } from '../../domain/account/account.ts';
import { explanationOf } from '../../domain/evaluation/explanation.ts';
import type { HealthLine } from '../../domain/health-list/health-line.ts';
import { type HealthStanding, healthLine, healthStanding } from '../../domain/health-list/health-list.ts';
import { inParallel } from '../runtime/in-parallel.ts';
import { evaluateIfPossible } from '../scoring/evaluate-account.ts';
import type { Scoring } from '../scoring/scoring.ts';
import { decodeAccount } from '../store/accounts/account-items.ts';
import type { DynamoDirectory } from '../store/accounts/directory.ts';
import type { DynamoNextActions } from '../store/accounts/next-actions.ts';
import { accountLists } from '../store/keys.ts';
import type { DynamoListings } from '../store/lists/listings.ts';

const ACCOUNTS_IN_FLIGHT = 8;

export interface HealthSources {
  listings: Pick<DynamoListings, 'listed'>;
  directory: Pick<DynamoDirectory, 'findStates'>;
  nextActions: Pick<DynamoNextActions, 'find'>;
  /** As of today. */
  scoring: Scoring;
}

/** One page of all accounts: those of them that are in bad health, or were a week ago. */
export async function readStandings(
  { listings, directory, scoring }: Pick<HealthSources, 'listings' | 'directory' | 'scoring'>,
  from?: string,
): Promise<{ standings: HealthStanding[]; next?: string }> {
  const { items, next } = await listings.listed(accountLists, from);
  const accounts = items.map(decodeAccount);
  const states = await directory.findStates(accounts.map(({ id }) => id));
  const standings = accounts.flatMap(
    (account, i) => healthStanding(account, states[i], scoring.running.playbook, scoring.asOf) ?? [],
  );
  return { standings, ...(next !== undefined && { next }) };
}

export async function readAllStandings(sources: Parameters<typeof readStandings>[0]): Promise<HealthStanding[]> {
  const standings: HealthStanding[] = [];
  let from: string | undefined;
  do {
    const page = await readStandings(sources, from);
    standings.push(...page.standings);
    from = page.next;
  } while (from !== undefined);
  return standings;
}

/** All that one talks about, of each of these accounts. */
export async function readLines(
  { nextActions, scoring }: Pick<HealthSources, 'nextActions' | 'scoring'>,
  standings: HealthStanding[],
): Promise<HealthLine[]> {
  const actions = await nextActions.find(standings.map(({ account }) => account.id));
  return inParallel(standings, ACCOUNTS_IN_FLIGHT, async (standing) => {
    const { id } = standing.account;
    const evaluated = await evaluateIfPossible(scoring, id);
    const explained = evaluated && explanationOf(evaluated.input.account, scoring.running, evaluated.evaluation, []);
    return healthLine(standing, {
      owner: ownerOf(standing, scoring),
      health: explained?.health ?? null,
      nextAction: actions.get(id) ?? null,
      nameOf: (member) => scoring.team.memberOf(member)?.name ?? member,
    });
  });
}

/** Whoever looks after the account now. */
export function ownerOf({ account }: HealthStanding, { team, asOf }: Pick<Scoring, 'team' | 'asOf'>): Csm | null {
  return team.csmOf(account, asOf);
}
