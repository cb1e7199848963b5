import pMap from 'p-map';
import type { Csm } from '../../domain/account/account.ts';
import { withSumOfProducts } from '../../domain/account/products.ts';
import { ifReadable } from '../../domain/company/team.ts';
import type { HealthLine } from '../../domain/health-list/health-line.ts';
import { type HealthSummary, healthLine, healthSummary } from '../../domain/health-list/health-list.ts';
import type { Scoring } from '../scoring/scoring.ts';
import { decodeAccount } from '../store/accounts/account-items.ts';
import type { DynamoDirectory } from '../store/accounts/directory.ts';
import type { DynamoNextActions } from '../store/accounts/next-actions.ts';
import { accountLists } from '../store/keys.ts';
import { decodeEach } from '../store/left-out.ts';
import type { DynamoListings } from '../store/lists/listings.ts';

const ACCOUNTS_IN_FLIGHT = 8;
const LISTS_IN_FLIGHT = 8;

export interface HealthSources {
  listings: Pick<DynamoListings, 'listed'>;
  directory: Pick<DynamoDirectory, 'listStates'>;
  nextActions: Pick<DynamoNextActions, 'find'>;
  /** As of today. */
  scoring: Scoring;
}

/** One page of all accounts: those of them that are in bad health, or were a week ago. */
export async function readHealthSummaries(
  { listings, directory, scoring }: Pick<HealthSources, 'listings' | 'directory' | 'scoring'>,
  from?: string,
  lists = accountLists,
): Promise<{ summaries: HealthSummary[]; next?: string }> {
  const { items, next } = await listings.listed(lists, from);
  const accounts = decodeEach(items, (item) => withSumOfProducts(decodeAccount(item)));
  const states = await directory.listStates(accounts.map(({ id }) => id));
  const summaries = accounts.flatMap(
    (account, i) => healthSummary(account, states[i], scoring.running.playbook, scoring.asOf) ?? [],
  );
  return { summaries, ...(next !== undefined && { next }) };
}

/** Several lists of accounts at once: one after the other, even empty ones take a round trip each. */
export async function readAllHealthSummaries(
  sources: Parameters<typeof readHealthSummaries>[0],
): Promise<HealthSummary[]> {
  const found = await pMap(accountLists, (list) => readListedSummaries(sources, list), {
    concurrency: LISTS_IN_FLIGHT,
  });
  return found.flat();
}

async function readListedSummaries(
  sources: Parameters<typeof readHealthSummaries>[0],
  list: string,
): Promise<HealthSummary[]> {
  const summaries: HealthSummary[] = [];
  let from: string | undefined;
  do {
    const page = await readHealthSummaries(sources, from, [list]);
    summaries.push(...page.summaries);
    from = page.next;
  } while (from !== undefined);
  return summaries;
}

/** All that one talks about, of each of these accounts. */
export async function readLines(
  { nextActions, scoring }: Pick<HealthSources, 'nextActions' | 'scoring'>,
  summaries: HealthSummary[],
): Promise<HealthLine[]> {
  if (summaries.length === 0) return [];
  const [actions, { evaluateIfPossible }, { explanationOf }] = await Promise.all([
    nextActions.find(summaries.map(({ account }) => account.id)),
    import('../scoring/evaluate-account.ts'),
    import('../../domain/evaluation/explanation.ts'),
  ]);
  return pMap(
    summaries,
    async (summary) => {
      const { id } = summary.account;
      const evaluated = await evaluateIfPossible(scoring, id);
      const explained = evaluated && explanationOf(evaluated.input.account, scoring.running, evaluated.evaluation, []);
      return healthLine(summary, {
        owner: ownerOf(summary, scoring),
        health: explained?.health ?? null,
        nextAction: actions.get(id) ?? null,
        nameOf: (member) => ifReadable(() => scoring.team.memberOf(member))?.name ?? member,
      });
    },
    { concurrency: ACCOUNTS_IN_FLIGHT },
  );
}

/** The account's CSM today. */
export function ownerOf({ account }: HealthSummary, { team, asOf }: Pick<Scoring, 'team' | 'asOf'>): Csm | null {
  return ifReadable(() => team.csmOf(account, asOf));
}
