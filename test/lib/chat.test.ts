import type { Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { chatEnv, chatKnownEnv } from '../../functions/channels/env.ts';
import { parseConfig } from '../../lib/config.ts';
import { chatKnownBy, chatPostableBy } from '../../lib/features/chat.ts';
import { readConfigText } from './installation.ts';

/** What a function is told of the chat, and which secrets it may read. */
function granted(chat: string) {
  const config = parseConfig('config/prod.yaml', `${readConfigText('prod')}\n${chat}\n`);
  const environment: Record<string, string> = {};
  const secrets: string[] = [];
  const grantee = {
    setEnvironment: (name: string, value: string) => {
      environment[name] = value;
    },
    allow: ({ resources = [] }: { resources?: string[] }) => {
      secrets.push(...resources);
    },
  } as never;
  const stack = { formatArn: ({ resourceName }: { resourceName: string }) => resourceName } as unknown as Stack;
  chatKnownBy(grantee, config);
  chatPostableBy(grantee, stack, config);
  return {
    known: chatKnownEnv.CHAT_PLACES(environment.CHAT_PLACES as string),
    channels: chatEnv.CHAT_CHANNELS(environment.CHAT_CHANNELS as string),
    secrets,
  };
}

describe('the chat of a stage', () => {
  it('has the places that the configuration names, each with its channel, and reads their secrets alone', () => {
    const big = '{ channel: teams, secret: chat/big }';
    expect(granted(`chat: { channel: chatwork, secret: chat/all, places: { big: ${big}, boss: ${big} } }`)).toEqual({
      known: ['main', 'big', 'boss'],
      channels: {
        main: { channel: 'chatwork', secret: 'chat/all' },
        big: { channel: 'teams', secret: 'chat/big' },
        boss: { channel: 'teams', secret: 'chat/big' },
      },
      secrets: ['chat/all-??????', 'chat/big-??????'],
    });
  });

  it('is one place where it names no others, as ever', () => {
    const { known, channels } = granted('chat: { secret: sakimawari/prod/chat }');
    expect([known, channels]).toEqual([['main'], { main: { channel: 'slack', secret: 'sakimawari/prod/chat' } }]);
  });

  it('is none where it names none', () => {
    expect(granted('')).toEqual({ known: [], channels: {}, secrets: [] });
  });

  it('is refused by a function that is told of a channel that it doesn’t know', () => {
    expect(() => chatEnv.CHAT_CHANNELS('{"main":{"channel":"irc","secret":"s"}}')).toThrow(/slack, teams/);
  });
});
