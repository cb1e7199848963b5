import type { ValuesOf } from '../runtime/variables.ts';
import type { ChannelParts, ChatChannel, OpenChannel } from './chat-channel.ts';
import type { ChatChannelName, ChatPlace, chatEnv } from './env.ts';
import { type PacedChannel, type Pacing, pacedChannel } from './paced-channel.ts';

/** A channel is an adapter here and its name in `env.ts`; the compiler asks for both. Loaded is what is used. */
const channels: Record<ChatChannelName, () => Promise<OpenChannel>> = {
  slack: async () => (await import('./slack/slack-webhook.ts')).slackWebhook,
  teams: async () => (await import('./teams/teams-workflow.ts')).teamsWorkflow,
  'google-chat': async () => (await import('./google-chat/google-chat-webhook.ts')).googleChatWebhook,
  chatwork: async () => (await import('./chatwork/chatwork-room.ts')).chatworkRoom,
  'line-works': async () => (await import('./line-works/line-works-webhook.ts')).lineWorksWebhook,
};

/** By the names of their places, each opened with its first message; none where the stage has no chat. */
export function openChat(
  { CHAT_CHANNELS: places }: ValuesOf<typeof chatEnv>,
  partsFor: (secret: string) => ChannelParts,
  pacing: Pacing,
): ReadonlyMap<string, PacedChannel> {
  const paced = (place: ChatPlace) => pacedChannel(opened(place, partsFor), pacing);
  return new Map(Object.entries(places).map(([name, place]) => [name, paced(place)]));
}

function opened({ channel, secret }: ChatPlace, partsFor: (secret: string) => ChannelParts): ChatChannel {
  let opening: Promise<ChatChannel> | undefined;
  return {
    async post(message) {
      opening ??= channels[channel]().then((open) => open(partsFor(secret)));
      return (await opening).post(message);
    },
  };
}
