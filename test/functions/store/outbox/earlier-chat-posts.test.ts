import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withAddresses } from '../../../../domain/chat/chat-message.ts';
import type { ChatPost } from '../../../../domain/outbox/outbox.ts';
import { slackPayload } from '../../../../functions/channels/slack/slack-payload.ts';
import { decodeRow, encodeRow } from '../../../../functions/store/outbox/outbox-items.ts';

/** Rows as the release wrote them that knew no channel but Slack, and what it posted for each. */
const earlier: { what: string; item: Parameters<typeof decodeRow>[0]; payload: Payload }[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'earlier-chat-posts.json'), 'utf8'),
);

interface Payload {
  text: string;
  blocks?: { type: string; text: { type: string; text: string } }[];
}

describe('a message that waits in the outbox from an earlier release', () => {
  it.each(earlier)('is posted as that release would have: $what', ({ item, payload }) => {
    const post = decodeRow(item) as ChatPost;
    expect(post).toMatchObject({ channel: 'chat', status: 'pending', account: 'shinonome' });
    const drawn = slackPayload(
      withAddresses(post.message, (link) => `https://cs.example/w/${'task' in link ? link.task : link.page}`),
    );
    expect(read(drawn)).toEqual(read(payload));
  });

  it.each(earlier)('keeps no markup for another channel to show: $what', ({ item }) => {
    const { message } = decodeRow(item) as ChatPost;
    expect(JSON.stringify(message)).not.toMatch(/&(lt|gt|amp);|"[*•]/);
  });

  it.each(earlier)('keeps its key, so that raised anew it is not posted twice: $what', ({ item }) => {
    const { pk, sk, list } = encodeRow(decodeRow(item));
    expect({ pk, sk, list }).toEqual({ pk: item.pk, sk: item.sk, list: item.list });
  });
});

/** An empty line at the end shows nothing. */
const read = ({ text, blocks }: Payload) => ({ text, blocks: blocks?.map((block) => block.text.text.trimEnd()) });
