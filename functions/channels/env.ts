import { possibleText, type ReadVariable, VariableError } from '../runtime/variables.ts';

/** What `chat.channel` of the configuration can say; `channels.ts` says what each is. */
export const chatChannelNames = ['slack', 'teams', 'google-chat', 'chatwork', 'line-works'] as const;

export type ChatChannelName = (typeof chatChannelNames)[number];

/** For functions that write messages: all that they ask is whether there is a channel. */
export const chatKnownEnv = {
  /** The name of the channel's secret; empty where the stage has no chat. */
  CHAT_SECRET: possibleText,
};

const possibleChannel: ReadVariable<ChatChannelName | null> = (value) => {
  if (value === '') return null;
  const known = chatChannelNames.find((name) => name === value);
  if (known === undefined) throw new VariableError(`is none of ${chatChannelNames.join(', ')}`);
  return known;
};

/** For functions that post them. */
export const chatEnv = {
  ...chatKnownEnv,
  /** Which channel it is; empty where the stage has no chat. */
  CHAT_CHANNEL: possibleChannel,
};
