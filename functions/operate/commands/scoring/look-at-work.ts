import * as z from 'zod';
import { OPEN_MAILS_LIST, OPEN_POSTS_LIST } from '../../../store/keys.ts';
import { operation } from '../../operation.ts';

/** What is still under way: not yet rolled up, not yet evaluated, not yet sent. */
export const lookAtWork = operation(z.strictObject({ flush: z.uuid() }), async ({ flush }, tools) => {
  const [unansweredMarkers, changedAccounts, openMails, openPosts] = await Promise.all([
    tools.flushMarkers.countUnanswered(flush),
    tools.queues.countMessages(tools.installation.changedAccountsQueue),
    tools.listings.count(OPEN_MAILS_LIST),
    tools.listings.count(OPEN_POSTS_LIST),
  ]);
  return { unansweredMarkers, changedAccounts, openMails, openPosts };
});
