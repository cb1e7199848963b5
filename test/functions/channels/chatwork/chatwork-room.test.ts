import { describe, expect, it } from 'vitest';
import { chatworkRoom } from '../../../../functions/channels/chatwork/chatwork-room.ts';
import { CHATWORK_LIMITS, chatworkText } from '../../../../functions/channels/chatwork/chatwork-text.ts';
import { NO_MARKUP } from '../../../../functions/channels/plain-lines.ts';
import { keepsTheChannelContract } from '../contract.ts';

/** The tags that Chatwork's own page on its notation knows. */
const TAG = /\[\/?(info|title|toall|to:|rp|qt|code|hr|task|picon|piconname|preview|dtext|deleted)\b[^\]]*\]/gi;

keepsTheChannelContract('a room of Chatwork', {
  open: chatworkRoom,
  secret: '123456 0123456789abcdef',
  unusable: ['0123456789abcdef', 'https://www.chatwork.com/#!rid123456'],
  taken: { status: 200, body: '{"message_id":"1"}' },
  shown: ({ url, headers, body }) => {
    expect(url.href).toBe('https://api.chatwork.com/v2/rooms/123456/messages');
    expect(headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'x-chatworktoken': '0123456789abcdef',
    });
    const form = new URLSearchParams(body);
    expect([...form.keys()]).toEqual(['body']);
    const text = form.get('body') as string;
    expect(text.trim()).not.toBe('');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(CHATWORK_LIMITS.bytes);
    const tags = (text.match(TAG) ?? []).join('');
    expect(['', '[info][/info]', '[info][title][/title][/info]']).toContain(tags);
    return text
      .replace(TAG, '')
      .replace(/(Read & act): (https:\/\/\S+)/g, '$1 ($2)')
      .replaceAll(NO_MARKUP, '');
  },
});

describe('a message to Chatwork', () => {
  it('is one frame with its heading, and each link on a line of its own', () => {
    const text = chatworkText({
      text: 'x',
      blocks: [
        { type: 'header', text: '第23週' },
        { type: 'section', title: '東雲商事', aside: '41.5', lines: ['月額￥360,000'] },
        { type: 'list', items: [{ text: 'お電話', leadsTo: { label: '開く', address: 'https://cs.example/t/1' } }] },
      ],
    });
    expect(text).toBe(
      '[info][title]第23週[/title]■ 東雲商事  41.5\n月額￥360,000\n・お電話\n開く: https://cs.example/t/1[/info]',
    );
  });

  it('calls nobody and draws nothing by a name', () => {
    expect(chatworkText({ text: '[toall] (bow) (株) f(x)' })).toBe(
      `[${NO_MARKUP}toall] (${NO_MARKUP}bow) (株) f(${NO_MARKUP}x)`,
    );
  });

  it.each([
    [401, 'valid token'],
    [404, 'Let whoever the token belongs to into the room'],
    [400, 'Mend the cause in Chatwork'],
  ])('says what a person can do after a %s', async (status, mend) => {
    const { post } = chatworkRoom({
      secretAs: (read) => async () => read('123456 0123456789abcdef'),
      send: async () => ({ status, body: '' }),
    });
    expect(await post({ text: 'x' })).toMatchObject({ result: 'refused', mend: expect.stringContaining(mend) });
  });
});
