import type { ChatRules } from './chat-rules-schema.ts';

/** The one that `chat.channel` and `chat.secret` of the configuration name: where all goes of which nobody says more. */
export const MAIN_PLACE = 'main';

/** Where the message of a play goes: to the places of its own, else to those of the account's segment. */
export function placesOfPlay(chat: boolean | string[], segment: string | undefined, rules: ChatRules = {}): string[] {
  if (typeof chat !== 'boolean') return chat;
  if (!chat) return [];
  const { segments = {} } = rules;
  return (segment !== undefined && Object.hasOwn(segments, segment) ? segments[segment] : undefined) ?? [MAIN_PLACE];
}

export const placesOfHealthList = ({ healthList }: ChatRules = {}): string[] => healthList ?? [MAIN_PLACE];

/** A message to several places is a message to each; what goes to the main one is called as if it were the only one. */
export const postIdAt = (beginning: string, place: string) =>
  place === MAIN_PLACE ? beginning : `${beginning}/${place}`;

/** How a message says where it goes. */
export const saidPlace = (place: string) => (place === MAIN_PLACE ? {} : { place });
