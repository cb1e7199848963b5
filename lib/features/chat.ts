import type { Stack } from 'aws-cdk-lib';
import { MAIN_PLACE } from '../../domain/chat/chat-places.ts';
import type { ChatPlace } from '../../functions/channels/env.ts';
import type { StageConfig } from '../config.ts';
import type { Grantee } from '../constructs/alarmed-function.ts';
import { secretReadableBy } from '../constructs/secret-access.ts';

/** The main place and all others that the configuration names; none where it names no chat. */
function placesIn({ chat }: StageConfig): Record<string, ChatPlace> {
  if (chat === undefined) return {};
  const { places, ...main } = chat;
  return { [MAIN_PLACE]: main, ...places };
}

/** Tells a function which places there are to write messages for. */
export function chatKnownBy(grantee: Grantee<'CHAT_PLACES'>, config: StageConfig): void {
  grantee.setEnvironment('CHAT_PLACES', JSON.stringify(Object.keys(placesIn(config))));
}

/** Lets a function read the secret of each place, and so post there. */
export function chatPostableBy(grantee: Grantee<'CHAT_CHANNELS'>, stack: Stack, config: StageConfig): void {
  const places = placesIn(config);
  grantee.setEnvironment('CHAT_CHANNELS', JSON.stringify(places));
  for (const secret of new Set(Object.values(places).map((place) => place.secret))) {
    secretReadableBy(grantee, stack, secret);
  }
}
