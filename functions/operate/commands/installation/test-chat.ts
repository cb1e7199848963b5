import * as z from 'zod';
import { MAIN_PLACE, saidPlace } from '../../../../domain/chat/chat-places.ts';
import { noSuchName } from '../../../../domain/names/nearest-name.ts';
import { type ChatPost, NO_ACCOUNT } from '../../../../domain/outbox/outbox.ts';
import { chatWords } from '../../../mail/words/words.ts';
import { auditOf, change } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

const requestSchema = z.strictObject({ place: z.string().min(1).default(MAIN_PLACE) });

export const TESTS = 'test/';

/** Puts a message to a place in the chat into the outbox, so that one sees whether it arrives. */
export const testChat = change(requestSchema, ['chat-tested'], async ({ place }, tools) => {
  const { installation, outbox, now, newId } = tools;
  const { chatPlaces, company } = installation;
  if (chatPlaces.length === 0) {
    throw new OperatorError(
      'no-chat',
      'Nothing was posted.',
      'This stage has no channel to post to.',
      'Name the channel and its secret under chat in the configuration, then deploy.',
    );
  }
  if (!chatPlaces.includes(place)) {
    throw new OperatorError(
      'no-such-place',
      'Nothing was posted.',
      `The configuration has ${noSuchName('place in the chat', place, chatPlaces)}.`,
      `Test one of ${chatPlaces.join(', ')}, or name it under chat.places in the configuration and deploy.`,
    );
  }
  const post: ChatPost = {
    channel: 'chat',
    id: `${TESTS}${newId()}`,
    account: NO_ACCOUNT,
    ...saidPlace(place),
    message: { text: chatWords(company.language).canPost(company.name) },
    status: 'pending',
    createdAt: new Date(now()).toISOString(),
  };
  await outbox.add(post, auditOf(tools, 'chat-tested', {}));
  return { id: post.id, place };
});
