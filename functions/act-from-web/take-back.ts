import type { AddressOf } from '../../domain/links/link.ts';
import type { Page } from '../pages/page.ts';
import { readWholeTaskFacts, type UndoFacts, type UndoLink, type WebReads } from '../pages/read-facts.ts';
import { undoPage } from '../pages/undo-page.ts';
import { type TakingBack, takeBack } from '../work/take-back.ts';

/** Opens a task again that its reader has closed a moment ago, once; too late, it stays as it is. */
export async function takeBackByLink(
  taking: TakingBack & { reads: WebReads },
  link: UndoLink,
  addressOf: AddressOf,
): Promise<Page> {
  await takeBack(taking, link, 'mail');
  const facts: UndoFacts = { ...(await readWholeTaskFacts(taking.reads, link)), link };
  return undoPage(facts, taking.now(), addressOf);
}
