import type { ValuesOf } from '../runtime/variables.ts';
import type { ChannelParts, ChatChannel, OpenChannel } from './chat-channel.ts';
import type { ChatChannelName, chatEnv } from './env.ts';
import { slackWebhook } from './slack/slack-webhook.ts';

/** A channel is an adapter here and its name in `env.ts`; the compiler asks for both. */
const channels: Record<ChatChannelName, OpenChannel> = {
  slack: slackWebhook,
};

/** `null` where the stage has no chat. */
export function openChat(
  { CHAT_CHANNEL: channel, CHAT_SECRET: secret }: ValuesOf<typeof chatEnv>,
  partsFor: (secret: string) => ChannelParts,
): ChatChannel | null {
  return channel === null || secret === null ? null : channels[channel](partsFor(secret));
}
