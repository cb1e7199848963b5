import { describe, expect, it } from 'vitest';
import { LINE_WORKS_LIMITS, lineWorksPayload } from '../../../../functions/channels/line-works/line-works-text.ts';
import { lineWorksWebhook } from '../../../../functions/channels/line-works/line-works-webhook.ts';
import { NO_MARKUP } from '../../../../functions/channels/plain-lines.ts';
import { keepsTheChannelContract } from '../contract.ts';

const secret = 'https://webhook.worksmobile.example/message/7';

keepsTheChannelContract('a webhook of LINE WORKS', {
  open: lineWorksWebhook,
  secret,
  unusable: ['no address', 'http://webhook.worksmobile.example/message/7'],
  taken: { status: 200, body: '{"code":200,"description":"success"}' },
  shown: ({ url, headers, body }) => {
    expect(url.href).toBe(secret);
    expect(headers['content-type']).toMatch(/^application\/json/);
    const { title = '', body: said, ...others } = JSON.parse(body);
    expect(others).toEqual({});
    expect(Object.keys(said)).toEqual(['text']);
    expect(said.text.trim()).not.toBe('');
    expect(title.length).toBeLessThanOrEqual(LINE_WORKS_LIMITS.title);
    expect(said.text.length).toBeLessThan(2_000);
    expect(`${title}${said.text}`).not.toMatch(/<(?!\u200b)/);
    return `${title}\n${said.text}`.replaceAll(NO_MARKUP, '').replace(/(Read & act): (https:\/\/\S+)/g, '$1 ($2)');
  },
});

describe('a message to LINE WORKS', () => {
  it('has its heading as title, and each link on a line of its own', () => {
    expect(
      lineWorksPayload({
        text: 'x',
        blocks: [
          { type: 'header', text: '第23週' },
          { type: 'section', title: '東雲商事', lines: ['月額￥360,000'] },
          { type: 'list', items: [{ text: 'お電話', leadsTo: { label: '開く', address: 'https://cs.example/t/1' } }] },
        ],
      }),
    ).toEqual({
      title: '第23週',
      body: { text: '■ 東雲商事\n月額￥360,000\n・お電話\n開く: https://cs.example/t/1' },
    });
  });

  it.each([
    [404, 'Add a new webhook'],
    [400, 'Mend the cause in LINE WORKS'],
  ])('says what a person can do after a %s', async (status, mend) => {
    const { post } = lineWorksWebhook({
      secretAs: (read) => async () => read(secret),
      send: async () => ({ status, body: '' }),
    });
    expect(await post({ text: 'x' })).toMatchObject({ result: 'refused', mend: expect.stringContaining(mend) });
  });
});
