import type { ValuesOf } from '../runtime/variables.ts';
import type { ChannelParts, ChatChannel, OpenChannel } from './chat-channel.ts';
import type { ChatChannelName, chatEnv } from './env.ts';

/** A channel is an adapter here and its name in `env.ts`; the compiler asks for both. Loaded is the one that is used. */
const channels: Record<ChatChannelName, () => Promise<OpenChannel>> = {
  slack: async () => (await import('./slack/slack-webhook.ts')).slackWebhook,
  teams: async () => (await import('./teams/teams-workflow.ts')).teamsWorkflow,
  'google-chat': async () => (await import('./google-chat/google-chat-webhook.ts')).googleChatWebhook,
  chatwork: async () => (await import('./chatwork/chatwork-room.ts')).chatworkRoom,
  'line-works': async () => (await import('./line-works/line-works-webhook.ts')).lineWorksWebhook,
};

/** `null` where the stage has no chat. */
export function openChat(
  { CHAT_CHANNEL: channel, CHAT_SECRET: secret }: ValuesOf<typeof chatEnv>,
  partsFor: (secret: string) => ChannelParts,
): ChatChannel | null {
  if (channel === null || secret === null) return null;
  let opened: Promise<ChatChannel> | undefined;
  return {
    async post(message) {
      opened ??= channels[channel]().then((open) => open(partsFor(secret)));
      return (await opened).post(message);
    },
  };
}
