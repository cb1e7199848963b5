import { isDeepStrictEqual } from 'node:util';
import { nameOfNoter, nextActionPage, nextActionSaved } from '../pages/next-action-page.ts';
import type { Page } from '../pages/page.ts';
import { type NextActionFacts, readNextActionFacts, type WebReads } from '../pages/read-facts.ts';
import { nextActionWords } from '../pages/words/words.ts';
import { actionIn, type NextActionNoting, noteNextAction } from '../work/next-action.ts';

export interface NextActionsByLink extends NextActionNoting {
  reads: WebReads;
}

/** Puts on record what was agreed; of two writers the second is shown the first one's words before replacing them. */
export async function noteByLink(
  noting: NextActionsByLink,
  facts: NextActionFacts,
  form: URLSearchParams,
): Promise<Page> {
  const { account, link, locale, action: before, health } = facts;
  if (account === undefined) return nextActionPage(facts);
  const { refused } = nextActionWords(locale);
  const agreed = {
    account: account.id,
    before,
    score: health?.score ?? null,
    person: link.person,
    door: 'mail',
  } as const;
  const result = await noteNextAction(noting, agreed, form);
  if ('saved' in result) return nextActionSaved(facts, result.saved);
  if ('refused' in result) return nextActionPage(facts, { text: refused[result.refused], filledIn: actionIn(form) });
  if (result.changed === 'before') return changedMeanwhile(facts);
  const since = await readNextActionFacts(noting.reads, link);
  const isOwn = isDeepStrictEqual(since.action, result.attempted);
  return isOwn ? nextActionSaved(since, result.attempted) : changedMeanwhile(since);

  function changedMeanwhile(seen: NextActionFacts): Page {
    const who = nameOfNoter(seen, seen.action?.by);
    return nextActionPage(seen, { text: refused.changed(who), filledIn: actionIn(form) });
  }
}
