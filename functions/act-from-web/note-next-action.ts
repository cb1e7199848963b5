import { isDeepStrictEqual } from 'node:util';
import type { NextAction } from '../../domain/health-list/health-list.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import {
  MOST_CHARACTERS_OF_AN_ACTION,
  nameOfNoter,
  nextActionPage,
  nextActionSaved,
} from '../pages/next-action-page.ts';
import type { Page } from '../pages/page.ts';
import { type NextActionFacts, readNextActionFacts, type WebReads } from '../pages/read-facts.ts';
import { wholeTextIn } from '../pages/read-form.ts';
import { nextActionWords } from '../pages/words/words.ts';
import type { DynamoNextActions } from '../store/accounts/next-actions.ts';

export interface NextActionNoting {
  reads: WebReads;
  nextActions: Pick<DynamoNextActions, 'replace'>;
  clock: LocalClock;
  now: () => number;
}

/** Puts on record what was agreed; of two writers the second is shown the first one's words before replacing them. */
export async function noteNextAction(
  { reads, nextActions, clock, now }: NextActionNoting,
  facts: NextActionFacts,
  form: URLSearchParams,
): Promise<Page> {
  const { account, link, locale, action: before, health } = facts;
  if (account === undefined) return nextActionPage(facts);
  const { refused } = nextActionWords(locale);
  const text = wholeTextIn(form, 'text').replace(/\s+/g, ' ');
  if (text === '') return nextActionPage(facts, { text: refused.empty, filledIn: text });
  if (text.length > MOST_CHARACTERS_OF_AN_ACTION) {
    return nextActionPage(facts, { text: refused.tooLong, filledIn: text });
  }
  // Sent again, it stands there already.
  if (before?.text === text) return nextActionSaved(facts, before);
  if (before !== undefined && before.text !== form.get('before')) return changedMeanwhile(facts);
  const action: NextAction = { text, by: link.person, day: clock.dayOf(now()), score: health?.score ?? null };
  if (await nextActions.replace(account.id, before, action)) return nextActionSaved(facts, action);
  const since = await readNextActionFacts(reads, link);
  return isDeepStrictEqual(since.action, action) ? nextActionSaved(since, action) : changedMeanwhile(since);

  function changedMeanwhile(seen: NextActionFacts): Page {
    const who = nameOfNoter(seen, seen.action?.by);
    return nextActionPage(seen, { text: refused.changed(who), filledIn: text });
  }
}
