import { type ChatPost, NO_ACCOUNT } from '../../../../domain/outbox/outbox.ts';
import { chatWords } from '../../../mail/words/words.ts';
import { auditOf, change, nothing } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

/** Puts a message to the chat into the outbox, so that one sees whether it arrives. */
export const testChat = change(nothing, ['chat-tested'], async (_request, tools) => {
  const { installation, outbox, now, newId } = tools;
  if (!installation.hasChat) {
    throw new OperatorError(
      'no-chat',
      'Nothing was posted.',
      'This stage has no channel to post to.',
      'Name the channel and its secret under chat in the configuration, then deploy.',
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
  await outbox.add(post, auditOf(tools, 'chat-tested', {}));
  return { id: post.id };
});
