import * as z from 'zod';
import { writtenIn } from '../../../../domain/locale/locale.ts';
import { type ChatPost, NO_ACCOUNT } from '../../../../domain/outbox/outbox.ts';
import { operation } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';

const texts = {
  en: (company: string) => `Sakimawari of ${company} can post here.`,
  ja: (company: string) => `${company}のSakimawariから、このチャンネルに投稿できます。`,
};

/** Puts a message to the chat into the outbox, so that one sees whether it arrives. */
export const testChat = operation(z.strictObject({}), async (_request, { installation, outbox, now, newId }) => {
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
    message: { text: writtenIn(texts, language)(name) },
    status: 'pending',
    createdAt: new Date(now()).toISOString(),
  };
  await outbox.add(post);
  return { id: post.id };
});
