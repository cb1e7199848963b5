import { describe, expect, it } from 'vitest';
import type { ChatMessage, OpenLink } from '../../../../domain/chat/chat-message.ts';
import { type PostOutcome, statusAfterPost } from '../../../../domain/outbox/outbox.ts';
import type { HttpAnswer } from '../../../../functions/aws/http-answer.ts';
import { channelSecret, webhookUrl } from '../../../../functions/channels/channel-secret.ts';
import type { ChannelParts } from '../../../../functions/channels/chat-channel.ts';
import { SLACK_LIMITS } from '../../../../functions/channels/slack/slack-payload.ts';
import { slackWebhook } from '../../../../functions/channels/slack/slack-webhook.ts';
import { keepsTheChannelContract } from '../contract.ts';

const message: ChatMessage<OpenLink> = {
  text: 'Hello',
  blocks: [
    { type: 'header', text: 'Week 23' },
    { type: 'section', lines: ['Koa'] },
  ],
};

interface Payload {
  text: string;
  blocks?: { type: string; text: { type: string; text: string; verbatim?: boolean } }[];
}

/** As Slack's documentation has it: nothing over its limits, nothing empty, no block that it doesn't know. */
function payloadIn({ headers, body }: { headers: Record<string, string>; body: string }): Payload {
  expect(headers['content-type']).toBe('application/json');
  const payload: Payload = JSON.parse(body);
  const { text, blocks = [] } = payload;
  expect(text.length).toBeGreaterThan(0);
  expect(text.length).toBeLessThanOrEqual(40_000);
  expect(blocks.length).toBeLessThanOrEqual(50);
  for (const { type, text: said } of blocks) {
    expect(['header plain_text', 'section mrkdwn']).toContain(`${type} ${said.type}`);
    expect(said.text.trim()).not.toBe('');
    expect(said.text.length).toBeLessThanOrEqual(type === 'header' ? 150 : 3_000);
  }
  return payload;
}

keepsTheChannelContract('a webhook of Slack', {
  open: slackWebhook,
  secret: 'https://hooks.slack.example/services/T/B/x',
  unusable: ['not an address', 'http://hooks.slack.example/x'],
  taken: { status: 200, body: 'ok' },
  shown: ({ url, headers, body }) => {
    expect(url.href).toBe('https://hooks.slack.example/services/T/B/x');
    const { text, blocks = [] } = payloadIn({ headers, body });
    const said = blocks.map((block) => (block.text.type === 'mrkdwn' ? read(block.text.text) : block.text.text));
    expect(blocks.every((block) => block.text.type === 'plain_text' || block.text.verbatim)).toBe(true);
    return [read(text), ...said].join('\n');
  },
});

/** Slack's markup as a reader sees it; whatever is in angle brackets and no link of ours would be Slack's to act on. */
function read(markup: string): string {
  const text = markup
    .replace(/^\*(.+)\*(?= {2}|$)/gm, '$1')
    .replace(/<(https:\/\/cs\.example\/[^<>|]*)\|([^<>|]*)>/g, '$2 ($1)');
  expect(text).not.toMatch(/[<>]/);
  expect(text).not.toMatch(/&(?!lt;|gt;|amp;)(?!b=2)/);
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function slack(answer: HttpAnswer | Error = { status: 200, body: 'ok' }) {
  const taken: Payload[] = [];
  const webhook = slackWebhook({
    secretAs: (read) => async () => read('https://hooks.slack.example/services/T/B/x'),
    send: async (_url, headers, body) => {
      if (answer instanceof Error) throw answer;
      const payload = payloadIn({ headers, body });
      taken.push(payload);
      return answer;
    },
  });
  return { webhook, taken };
}

const now = new Date('2026-06-01T00:00:00.000Z');
const newWebhook = 'Make a new incoming webhook in Slack, put its address into the secret, then release the message.';

describe('a message to Slack', () => {
  it('arrives as it was written', async () => {
    const { webhook, taken } = slack();
    expect(await webhook.post(message)).toEqual({ result: 'accepted' });
    expect(taken).toEqual([
      {
        text: 'Hello',
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'Week 23' } },
          { type: 'section', text: { type: 'mrkdwn', text: 'Koa', verbatim: true } },
        ],
      },
    ]);
  });

  it('too long is cut to what Slack takes, and never through a character', async () => {
    const { webhook, taken } = slack();
    const long = `${'あ'.repeat(2_998)}😀😀`;
    const blocks = [
      { type: 'header' as const, text: 'x'.repeat(151) },
      ...Array.from({ length: 60 }, () => ({ type: 'section' as const, lines: [long] })),
    ];
    expect(await webhook.post({ text: 'y'.repeat(50_000), blocks })).toEqual({ result: 'accepted' });
    expect(taken[0]?.blocks).toHaveLength(SLACK_LIMITS.blocks);
    expect(taken[0]?.blocks?.[1]?.text?.text).toBe(`${'あ'.repeat(2_998)}…`);
    expect(taken[0]?.blocks?.[0]?.text?.text).toHaveLength(150);
  });

  it.each<[string, HttpAnswer | Error, PostOutcome, object]>([
    [
      'asked to wait',
      { status: 429, headers: { 'retry-after': '30' }, body: 'rate_limited' },
      { result: 'deferred', code: 'rate_limited', retryAfterInSeconds: 30 },
      { status: 'pending', reason: 'put-off: rate_limited', notBefore: '2026-06-01T00:00:30.000Z' },
    ],
    [
      'whose webhook is gone',
      { status: 404, body: 'no_service' },
      { result: 'refused', code: 'no_service', mend: newWebhook },
      { status: 'held', reason: expect.stringMatching(/^refused: no_service\. Make a new incoming webhook/) },
    ],
    [
      'whose channel is archived',
      { status: 410, body: 'channel_is_archived' },
      { result: 'refused', code: 'channel_is_archived', mend: newWebhook },
      { status: 'held', reason: expect.stringContaining('Make a new incoming webhook') },
    ],
    [
      'answered with a page',
      { status: 404, body: '<html>Not found</html>' },
      { result: 'refused', code: 'HTTP 404', mend: newWebhook },
      { status: 'held', reason: expect.stringMatching(/^refused: HTTP 404\./) },
    ],
    [
      'that Slack failed at',
      { status: 500, body: 'rollup_error' },
      { result: 'unknown', code: 'rollup_error' },
      { status: 'held', reason: expect.stringMatching(/^outcome-unknown: .*Look into the channel/) },
    ],
    [
      'whose connection broke',
      Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
      { result: 'unknown', code: 'ECONNRESET' },
      { status: 'held', reason: expect.stringMatching(/^outcome-unknown/) },
    ],
    [
      'that nobody was there to take',
      Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      { result: 'deferred', code: 'ECONNREFUSED' },
      { status: 'pending', reason: 'put-off: ECONNREFUSED' },
    ],
  ])('%s', async (_, answer, outcome, next) => {
    const said = await slack(answer).webhook.post(message);
    expect(said).toEqual(outcome);
    expect(statusAfterPost(said, now)).toEqual(next);
  });

  it.each(['HTTP 404', 'HTTP 410', 'no_service', 'channel_not_found', 'channel_is_archived'])(
    'asks for a new webhook when it is refused with %s',
    async (code) => {
      const answer = { status: Number(/\d+/.exec(code)?.[0] ?? 403), body: code };
      expect(statusAfterPost(await slack(answer).webhook.post(message), now)).toEqual({
        status: 'held',
        reason: `refused: ${code}. ${newWebhook}`,
      });
    },
  );

  it.each(['invalid_payload', 'invalid_blocks'])(
    'is nothing to send again when it is refused with %s',
    async (code) => {
      expect(statusAfterPost(await slack({ status: 400, body: code }).webhook.post(message), now)).toEqual({
        status: 'held',
        reason: `refused: ${code}. Slack cannot read the message: drop it, and tell whoever maintains this.`,
      });
    },
  );

  it('is the company’s to mend otherwise', async () => {
    const answer = { status: 403, body: 'action_prohibited' };
    expect(statusAfterPost(await slack(answer).webhook.post(message), now)).toMatchObject({
      reason: 'refused: action_prohibited. Mend the cause in Slack, then release the message, or drop it.',
    });
  });
});

describe('the address of the webhook', () => {
  it.each(['', 'not an address', 'http://hooks.slack.example/x'])(
    '"%s" is none, and is not told to anybody',
    async (text) => {
      const secretAs = channelSecret('secret', { call: async () => ({ SecretString: text }) as never }, () => 0);
      const send: ChannelParts['send'] = async () => ({ status: 200, body: 'ok' });
      expect(await slackWebhook({ secretAs, send }).post(message)).toEqual({
        result: 'refused',
        code: 'unusable-webhook',
        mend: newWebhook,
      });
    },
  );

  it('is read again after some minutes, since it may be changed', async () => {
    let time = 0;
    let reads = 0;
    const call = async () => {
      reads += 1;
      return { SecretString: ` https://hooks.slack.example/${reads}\n` } as never;
    };
    const url = channelSecret('secret', { call }, () => time)(webhookUrl);
    expect((await url()).pathname).toBe('/1');
    expect((await url()).pathname).toBe('/1');
    time = 5 * 60_000 + 1;
    expect((await url()).pathname).toBe('/2');
  });
});
