import pMap from 'p-map';
import { NPS_WINDOW_IN_DAYS } from '../../domain/kpis/definitions.ts';
import { addNpsTallies, type NpsTally, npsTallies, productAnswers } from '../../domain/kpis/net-promoter-score.ts';
import type { Period } from '../../domain/kpis/period.ts';
import { addDays } from '../../domain/time/day.ts';
import type { DynamoListings } from '../store/lists/listings.ts';
import type { DynamoSurveyReplies } from '../store/usage/survey-replies.ts';

const LISTS_IN_FLIGHT = 8;
const ACCOUNTS_IN_FLIGHT = 8;

interface NpsSources {
  listings: Pick<DynamoListings, 'all'>;
  replies: Pick<DynamoSurveyReplies, 'read'>;
  /** The product's own event names and what they mean, from the playbook. */
  aliases: Readonly<Record<string, string>>;
}

interface Asked {
  lists: readonly string[];
  periods: readonly Period[];
  /** Whether an account is one of those looked at, at the end of a period; all are unless said. */
  isCounted?: ((account: string, period: Period) => boolean) | undefined;
}

/**
 * What the people of these lists' accounts think of the product at the end of each period; what each account's people
 * answered is read once for all of them.
 */
export async function readNps(
  { listings, replies, aliases }: NpsSources,
  { lists, periods, isCounted }: Asked,
): Promise<NpsTally[]> {
  const [first, last] = [periods.at(0), periods.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = addDays(first.last, 1 - NPS_WINDOW_IN_DAYS);
  const ofList = async (list: string): Promise<NpsTally[]> => {
    const accounts: string[] = [];
    for await (const item of listings.all(list)) accounts.push(item.listedAt?.S as string);
    const answers = await pMap(
      accounts,
      async (account) => productAnswers(account, await replies.read(account, from, last.last), aliases),
      { concurrency: ACCOUNTS_IN_FLIGHT },
    );
    return npsTallies(answers.flat(), periods, isCounted);
  };
  const tallies = await pMap(lists, ofList, { concurrency: LISTS_IN_FLIGHT });
  return tallies.reduce(addNpsTallies);
}
