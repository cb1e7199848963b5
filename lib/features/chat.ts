import type { Stack } from 'aws-cdk-lib';
import type { StageConfig } from '../config.ts';
import type { Grantee } from '../constructs/alarmed-function.ts';
import { secretReadableBy } from '../constructs/secret-access.ts';

/** Tells a function whether there is a channel to write messages for. */
export function chatKnownBy(grantee: Grantee<'CHAT_SECRET'>, { chat }: StageConfig): void {
  grantee.setEnvironment('CHAT_SECRET', chat?.secret ?? '');
}

/** Lets a function read the channel's secret, and so post. */
export function chatPostableBy(
  grantee: Grantee<'CHAT_SECRET' | 'CHAT_CHANNEL'>,
  stack: Stack,
  config: StageConfig,
): void {
  chatKnownBy(grantee, config);
  grantee.setEnvironment('CHAT_CHANNEL', config.chat?.channel ?? '');
  if (config.chat === undefined) return;
  secretReadableBy(grantee, stack, config.chat.secret);
}
