import * as z from 'zod';
import { NO_ACCOUNT } from '../../../../domain/outbox/outbox.ts';
import { upkeep } from '../../operation.ts';
import { TESTS } from './test-chat.ts';

const requestSchema = z.strictObject({ id: z.string().startsWith(TESTS) });

/**
 * What became of a test message. One that is held has told what it was for, and is dropped: nobody should have to look
 * after it, nor an alarm ring for it.
 */
export const lookAtChatTest = upkeep(
  requestSchema,
  'that it was tested is on record, and a test message is nobody’s work',
  async ({ id }, { outbox, now }) => {
    const post = await outbox.findPost({ account: NO_ACCOUNT, id });
    if (post === undefined) return { status: 'gone' as const, reason: null, notBefore: null };
    const { status, reason = null, notBefore = null } = post;
    if (status === 'held') await outbox.drop(post, new Date(now()).toISOString());
    return { status, reason, notBefore };
  },
);
