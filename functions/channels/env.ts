import { type ReadVariable, textList, VariableError } from '../runtime/variables.ts';

/** What `channel` of a place in the configuration can say; `channels.ts` says what each is. */
export const chatChannelNames = ['slack', 'teams', 'google-chat', 'chatwork', 'line-works'] as const;

export type ChatChannelName = (typeof chatChannelNames)[number];

/** How a place in the chat is posted to. */
export interface ChatPlace {
  channel: ChatChannelName;
  /** The name of the secret that holds what the channel posts by. */
  secret: string;
}

/** For functions that write messages or name places: which there are. */
export const chatKnownEnv = {
  /** Names of places, the main one first; none where the stage has no chat. */
  CHAT_PLACES: textList,
};

const placesByName: ReadVariable<Record<string, ChatPlace>> = (value) => {
  const places = JSON.parse(value) as Record<string, ChatPlace>;
  for (const { channel, secret } of Object.values(places)) {
    if (!chatChannelNames.includes(channel)) throw new VariableError(`has none of ${chatChannelNames.join(', ')}`);
    if (typeof secret !== 'string') throw new VariableError('lacks the name of a secret');
  }
  return places;
};

/** For functions that post them. */
export const chatEnv = {
  /** How each place is posted to. */
  CHAT_CHANNELS: placesByName,
};
