import pMap from 'p-map';
import { NPS_WINDOW_IN_DAYS } from '../../domain/kpis/definitions.ts';
import { addNpsTallies, type NpsTally, npsTally, productAnswers } from '../../domain/kpis/net-promoter-score.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { accountLists } from '../store/keys.ts';
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

/** What the people of all accounts think of the product at the end of a day. */
export async function readNps({ listings, replies, aliases }: NpsSources, day: Day): Promise<NpsTally> {
  const from = addDays(day, 1 - NPS_WINDOW_IN_DAYS);
  const ofList = async (list: string): Promise<NpsTally> => {
    const accounts: string[] = [];
    for await (const item of listings.all(list)) accounts.push(item.listedAt?.S as string);
    const answers = await pMap(
      accounts,
      async (account) => productAnswers(account, await replies.read(account, from, day), aliases),
      { concurrency: ACCOUNTS_IN_FLIGHT },
    );
    return npsTally(answers.flat());
  };
  const tallies = await pMap(accountLists, ofList, { concurrency: LISTS_IN_FLIGHT });
  return tallies.reduce(addNpsTallies);
}
