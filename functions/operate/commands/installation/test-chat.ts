import { type ChatPost, NO_ACCOUNT } from '../../../../domain/outbox/outbox.ts';
import { chatWords } from '../../../mail/words/words.ts';
import { nothing, operation } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

/** Puts a message to the chat into the outbox, so that one sees whether it arrives. */
export const testChat = operation(nothing, async (_request, { installation, outbox, now, newId }) => {
  if (!installation.hasChat) {
    throw new OperatorError(
      'no-chat',
      'Nothing was posted.',
      'This stage has no channel to post to.',
      'Name the secret with the address of an incoming webhook under chat in the configuration, then deploy.',
    );
  }
  const { language, name } = installation.company;
  const post: ChatPost = {
    channel: 'chat',
    id: `test/${newId()}`,
    account: NO_ACCOUNT,
    message: { text: chatWords(language).canPost(name) },
    status: 'pending',
    createdAt: new Date(now()).toISOString(),
  };
  await outbox.add(post);
  return { id: post.id };
});
