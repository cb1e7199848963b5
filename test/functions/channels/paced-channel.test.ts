import { describe, expect, it } from 'vitest';
import type { PostOutcome } from '../../../domain/outbox/outbox.ts';
import type { HttpAnswer } from '../../../functions/aws/http-answer.ts';
import { openChat } from '../../../functions/channels/channels.ts';
import type { ChatChannelName } from '../../../functions/channels/env.ts';
import { pacedChannel } from '../../../functions/channels/paced-channel.ts';

/** What a service takes for one place within so many seconds, and what it says of one too many. */
interface Limit {
  most: number;
  inSeconds: number;
  refusal(resetInSeconds: number): HttpAnswer;
}

const START = Date.parse('2026-06-01T00:00:00Z');
const at = (ms: number) => new Date(START + ms).toUTCString();

/** As their documentation has it: Google Chat names no time to wait, Chatwork a moment, the others seconds. */
const limits: Record<ChatChannelName, { secret: string; limits: Limit[] }> = {
  slack: {
    secret: 'https://hooks.slack.example/services/T/B/x',
    limits: [{ most: 1, inSeconds: 1, refusal: (s) => refused({ 'retry-after': String(s) }) }],
  },
  'google-chat': {
    secret: 'https://chat.google.example/v1/spaces/x/messages?key=k&token=t',
    limits: [{ most: 1, inSeconds: 1, refusal: () => refused({}) }],
  },
  chatwork: {
    secret: '123 0a1b2c3d',
    limits: [
      { most: 10, inSeconds: 10, refusal: () => refused({}) },
      { most: 300, inSeconds: 300, refusal: (s) => refused({ 'x-ratelimit-reset': String(START / 1000 + s) }) },
    ],
  },
  teams: {
    secret: 'https://flow.example/workflows/x?sig=y',
    limits: [{ most: 300, inSeconds: 300, refusal: (s) => refused({ 'retry-after': String(s) }) }],
  },
  'line-works': {
    secret: 'https://webhook.worksmobile.example/message/x',
    limits: [{ most: 240, inSeconds: 60, refusal: (s) => refused({ 'ratelimit-reset': String(s) }) }],
  },
};

const refused = (headers: Record<string, string>): HttpAnswer => ({ status: 429, headers, body: '' });

/** A service that holds to its limits, on a clock that only goes on while somebody waits. */
function service(channel: ChatChannelName, always?: HttpAnswer) {
  const { secret, limits: held } = limits[channel];
  let clock = 0;
  const taken: number[] = [];
  const turnedAway: number[] = [];
  const chat = openChat(
    { CHAT_CHANNELS: { main: { channel, secret: 'name' } } },
    () => ({
      secretAs: (read) => async () => read(secret),
      send: async () => {
        const over = held.find(({ most, inSeconds }) => {
          return taken.filter((moment) => moment > clock - inSeconds * 1000).length >= most;
        });
        if (over !== undefined || always !== undefined) {
          turnedAway.push(clock);
          const answer = always ?? (over as Limit).refusal(Math.ceil((over as Limit).inSeconds));
          return { ...answer, headers: { date: at(clock), ...answer.headers } };
        }
        taken.push(clock);
        return { status: 200, headers: {}, body: 'ok' };
      },
    }),
    {
      monotonic: () => clock,
      sleep: async (ms) => {
        clock += ms;
      },
    },
  );
  const place = chat.get('main');
  if (place === undefined) throw new Error('the place was not opened');
  const post = async (): Promise<PostOutcome | 'left'> => {
    if (!(await place.turn())) return 'left';
    return place.post({ text: 'Koa' });
  };
  const wait = (ms: number) => {
    clock += ms;
  };
  return { post, taken, turnedAway, wait };
}

const channels = Object.keys(limits) as ChatChannelName[];

describe('a place in the chat', () => {
  it.each(channels)(
    'takes 400 messages of %s, one after the other, without one that is turned away',
    async (channel) => {
      const { post, taken, turnedAway } = service(channel);
      for (let n = 0; n < 400; n += 1) expect(await post()).toEqual({ result: 'accepted' });
      expect([taken.length, turnedAway.length]).toEqual([400, 0]);
    },
  );

  it('is not asked again before the time that its service names', async () => {
    const { post, turnedAway, wait } = service('slack', refused({ 'retry-after': '30' }));
    expect(await post()).toEqual({ result: 'deferred', code: 'rate_limited', retryAfterInSeconds: 30 });
    expect(await post()).toBe('left');
    wait(29_000);
    expect(await post()).toBe('left');
    wait(1_001);
    expect(await post()).toMatchObject({ result: 'deferred' });
    expect(turnedAway).toHaveLength(2);
  });

  it('is left alone for a minute by whom its service asks to wait without saying how long', async () => {
    const { post, turnedAway, wait } = service('google-chat', refused({}));
    expect(await post()).toEqual({ result: 'deferred', code: 'rate_limited' });
    wait(59_000);
    expect(await post()).toBe('left');
    wait(1_001);
    expect(await post()).toMatchObject({ result: 'deferred' });
    expect(turnedAway).toHaveLength(2);
  });

  it.each<[ChatChannelName, Record<string, string>, number | undefined]>([
    ['chatwork', { 'x-ratelimit-reset': String(START / 1000 + 120) }, 120],
    ['line-works', { 'ratelimit-reset': '17' }, 17],
    ['teams', { 'retry-after': at(45_000) }, 45],
    ['slack', { 'retry-after': '999999999' }, 3_600],
    ['slack', { 'retry-after': 'soon' }, undefined],
    ['chatwork', { 'x-ratelimit-reset': '0' }, undefined],
  ])('of %s understands %j', async (channel, headers, seconds) => {
    const { post } = service(channel, refused(headers));
    expect(await post()).toEqual({
      ...{ result: 'deferred', code: 'rate_limited' },
      ...(seconds !== undefined && { retryAfterInSeconds: seconds }),
    });
  });

  it('lets those wait that come at the same time, a second each, and leaves what would wait for too long', async () => {
    const waits: number[] = [];
    const pacing = { monotonic: () => 0, sleep: async (ms: number) => waits.push(ms) };
    const { turn } = pacedChannel({ post: async () => ({ result: 'accepted' }) }, pacing);
    const turns = await Promise.all(Array.from({ length: 20 }, turn));
    expect([turns.filter((has) => has).length, waits.at(-1)]).toEqual([11, 10_000]);
    expect(new Set(waits).size).toBe(10);
  });
});
