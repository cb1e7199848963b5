import { describe, expect, it } from 'vitest';
import { GOOGLE_CHAT_LIMITS, googleChatPayload } from '../../../../functions/channels/google-chat/chat-card.ts';
import { googleChatWebhook } from '../../../../functions/channels/google-chat/google-chat-webhook.ts';
import { keepsTheChannelContract } from '../contract.ts';

const secret = 'https://chat.googleapis.example/v1/spaces/7/messages?key=k&token=t';

/** The card's paragraphs, as Google's reference has them: within its limits, with no tag but those that it knows. */
function paragraphsIn(body: string): string[] {
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(GOOGLE_CHAT_LIMITS.bytes);
  const { fallbackText, cardsV2, ...others } = JSON.parse(body);
  expect(others).toEqual({});
  expect(typeof fallbackText).toBe('string');
  const [{ cardId, card, ...more }] = cardsV2;
  expect([cardId, more, cardsV2.length]).toEqual(['message', {}, 1]);
  const [{ widgets }] = card.sections;
  expect(widgets.length).toBeGreaterThan(0);
  expect(widgets.length).toBeLessThanOrEqual(100);
  return widgets.map((widget: { textParagraph: { text: string } }) => widget.textParagraph.text);
}

keepsTheChannelContract('a space of Google Chat', {
  open: googleChatWebhook,
  secret,
  unusable: ['no address', 'http://chat.googleapis.example/7'],
  taken: { status: 200, body: '{}' },
  shown: ({ url, headers, body }) => {
    expect(url.href).toBe(secret);
    expect(headers['content-type']).toMatch(/^application\/json/);
    return paragraphsIn(body).map(read).join('\n');
  },
});

function read(markup: string): string {
  const text = markup
    .replace(/<a href="([^"<>]*)">([^<>]*)<\/a>/g, '$2 ($1)')
    .replaceAll('<br>', '\n')
    .replace(/<b>([^<>]*)<\/b>/g, '$1');
  expect(text).not.toMatch(/[<>]/);
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

describe('a message to Google Chat', () => {
  it('is a card, and beside it what a notification says, without markup', () => {
    const link = { label: 'Read', address: 'https://cs.example/t?a=1&b=2' };
    const payload = googleChatPayload({
      text: 'Week <23>',
      blocks: [
        { type: 'header', text: 'Week <23>' },
        { type: 'section', title: 'Koa', aside: '41.5', lines: ['A & B'] },
        { type: 'list', items: [{ text: 'Call', leadsTo: link }] },
      ],
    });
    expect(payload).toEqual({
      fallbackText: 'Week <23>',
      cardsV2: [
        {
          cardId: 'message',
          card: {
            sections: [
              {
                widgets: [
                  { textParagraph: { text: '<b>Week &lt;23&gt;</b>' } },
                  { textParagraph: { text: '<b>Koa</b>  41.5<br>A &amp; B' } },
                  { textParagraph: { text: '• Call<br><a href="https://cs.example/t?a=1&amp;b=2">Read</a>' } },
                ],
              },
            ],
          },
        },
      ],
    });
  });

  it.each([
    [404, '{"error":{"code":404,"status":"NOT_FOUND"}}', 'NOT_FOUND', 'Make a new webhook'],
    [400, '{"error":{"code":400,"status":"INVALID_ARGUMENT"}}', 'INVALID_ARGUMENT', 'cannot read the message'],
    [403, 'no', 'HTTP 403', 'Make a new webhook'],
  ])('says what a person can do after a %s', async (status, body, code, mend) => {
    const { post } = googleChatWebhook({
      secretAs: (read) => async () => read(secret),
      send: async () => ({ status, body }),
    });
    expect(await post({ text: 'x' })).toMatchObject({ result: 'refused', code, mend: expect.stringContaining(mend) });
  });
});
