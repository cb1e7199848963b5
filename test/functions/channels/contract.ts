import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatBlock, ChatMessage, OpenLink } from '../../../domain/chat/chat-message.ts';
import { statusAfterPost } from '../../../domain/outbox/outbox.ts';
import type { HttpAnswer } from '../../../functions/aws/http-answer.ts';
import { NoAnswerError } from '../../../functions/aws/http-post.ts';
import type { ChannelParts, OpenChannel } from '../../../functions/channels/chat-channel.ts';

export interface ChannelUnderTest {
  open: OpenChannel;
  secret: string;
  /** Texts that a secret may hold by mistake. */
  unusable: string[];
  /** What the service says when it has taken a message. */
  taken: HttpAnswer;
  /**
   * What is shown to readers of a request, without markup, a link as `label (address)`; throws where the service would
   * not take it.
   */
  shown(request: { url: URL; headers: Record<string, string>; body: string }): string;
}

const link: OpenLink = { label: 'Read & act', address: 'https://cs.example/w/7Yt-_q?a=1&b=2' };
const hostile = '<!channel> & @here [toall] *Koa* <https://evil.example|x> \\ &lt; "「様」"';

/** What every channel promises to the outbox, whatever its service is like. */
export function keepsTheChannelContract(name: string, channel: ChannelUnderTest): void {
  describe(`${name}, as any channel`, () => {
    it('posts a message by one request, with all that it says and where it leads', async () => {
      const message: ChatMessage<OpenLink> = {
        text: 'Week 23',
        blocks: [
          { type: 'header', text: 'In bad health' },
          {
            type: 'section',
            title: '東雲商事 株式会社',
            aside: '41.5 ↓',
            lines: ['月額￥360,000'],
            fields: [[{ label: '担当', value: '白石 葵' }], [{ label: 'Tasks', value: '3' }]],
          },
          { type: 'list', items: [{ text: 'Call 🙂', leadsTo: link }, { text: 'Wait' }] },
        ],
      };
      const { post, requests } = opened();
      expect(await post(message)).toEqual({ result: 'accepted' });
      expect(requests).toHaveLength(1);
      const [said] = textsShown(requests);
      for (const text of [
        'In bad health',
        '東雲商事 株式会社',
        '41.5 ↓',
        '月額￥360,000',
        '白石 葵',
        'Call 🙂',
        'Wait',
      ]) {
        expect(said).toContain(text);
      }
      expect(said).toContain(`${link.label} (${link.address})`);
    });

    it.each<[string, ChatMessage<OpenLink>]>([
      ['the notification', { text: hostile }],
      ['a title', { text: 'x', blocks: [{ type: 'section', title: hostile, aside: hostile }] }],
      ['a line', { text: 'x', blocks: [{ type: 'section', lines: [hostile] }] }],
      ['a field', { text: 'x', blocks: [{ type: 'section', fields: [[{ label: 'Owner', value: hostile }]] }] }],
      ['an item', { text: 'x', blocks: [{ type: 'list', items: [{ text: hostile, leadsTo: link }] }] }],
    ])('shows a name in %s as it is written: it makes no link and calls nobody', async (_, message) => {
      const { post, requests } = opened();
      expect(await post(message)).toEqual({ result: 'accepted' });
      expect(textsShown(requests)[0]).toContain(hostile);
    });

    it.each<[string, ChatBlock<OpenLink>[]]>([
      ['no blocks', []],
      ['an empty section and an empty list', [{ type: 'section' }, { type: 'list', items: [] }]],
      ['empty texts', [{ type: 'section', lines: [''] }]],
      ['a heading of a space', [{ type: 'header', text: ' ' }]],
      ['a line longer than any', [{ type: 'section', lines: ['&<長>😀'.repeat(5_000)] }]],
      [
        'a title and an item longer than any',
        [
          { type: 'section', title: '😀'.repeat(40_000) },
          { type: 'list', items: [{ text: '<'.repeat(40_000), leadsTo: link }] },
        ],
      ],
      ['more blocks than any', Array.from({ length: 300 }, () => ({ type: 'section', lines: ['Koa'] }))],
      [
        'a list longer than any',
        [{ type: 'list', items: Array.from({ length: 300 }, () => ({ text: 'Call', leadsTo: link })) }],
      ],
    ])('gets a message with %s through, within the service’s limits', async (_, blocks) => {
      const { post, requests } = opened();
      expect(await post({ text: 'Week 23', blocks })).toEqual({ result: 'accepted' });
      const [said = ''] = textsShown(requests);
      expect(said).not.toMatch(/\p{Cs}/u);
      // A link is whole or not there.
      expect(said.split(link.label).length).toBe(said.split(`${link.label} (${link.address})`).length);
    });

    it('says that something is left out where something is', async () => {
      const { post, requests } = opened();
      const items = Array.from({ length: 300 }, (_, index) => ({ text: `Task ${index}`, leadsTo: link }));
      await post({ text: 'x', blocks: [{ type: 'list', items }] });
      const [said = ''] = textsShown(requests);
      expect(said.includes('Task 299') || said.trimEnd().endsWith('…')).toBe(true);
    });

    it('gets any message through', async () => {
      const text = fc.string({ unit: 'grapheme', maxLength: 40 });
      const block: fc.Arbitrary<ChatBlock<OpenLink>> = fc.oneof(
        fc.record({ type: fc.constant('header' as const), text: fc.string({ unit: 'grapheme', minLength: 1 }) }),
        fc.record(
          {
            type: fc.constant('section' as const),
            title: text,
            aside: text,
            lines: fc.array(text),
            fields: fc.array(fc.array(fc.record({ label: text, value: text }))),
          },
          { requiredKeys: ['type'] },
        ),
        fc.record({
          type: fc.constant('list' as const),
          items: fc.array(fc.record({ text, leadsTo: fc.constant(link) }, { requiredKeys: ['text'] })),
        }),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.string({ unit: 'grapheme', minLength: 1 }),
          fc.array(block, { maxLength: 8 }),
          async (said, blocks) => {
            const { post, requests } = opened();
            expect(await post({ text: said, blocks })).toEqual({ result: 'accepted' });
            expect(textsShown(requests)).toHaveLength(1);
          },
        ),
        { numRuns: 200 },
      );
    });

    it.each<[string, HttpAnswer | unknown, object, 'held' | 'pending']>([
      [
        'is asked to wait',
        answer(429, { 'retry-after': '30' }),
        { result: 'deferred', retryAfterInSeconds: 30 },
        'pending',
      ],
      ['is turned away for now', answer(429), { result: 'deferred' }, 'pending'],
      ['is not understood', answer(400), { result: 'refused' }, 'held'],
      ['may not post', answer(403), { result: 'refused' }, 'held'],
      ['finds nothing there', answer(404), { result: 'refused' }, 'held'],
      ['finds it gone', answer(410), { result: 'refused' }, 'held'],
      ['meets a failure', answer(500), { result: 'unknown' }, 'held'],
      ['meets a failing gateway', answer(503), { result: 'unknown' }, 'held'],
      ['gets no answer in time', new NoAnswerError('no answer'), { result: 'unknown', code: 'no-answer' }, 'held'],
      ['loses the connection', failure('ECONNRESET'), { result: 'unknown', code: 'ECONNRESET' }, 'held'],
      ['meets nobody', failure('ECONNREFUSED'), { result: 'deferred', code: 'ECONNREFUSED' }, 'pending'],
      ['finds no such host', failure('ENOTFOUND'), { result: 'deferred', code: 'ENOTFOUND' }, 'pending'],
      ['meets what is no error', 'surprise', { result: 'unknown' }, 'held'],
    ])('%s: an outcome, never an error, after one request', async (_, said, outcome, status) => {
      const { post, requests } = opened({ answer: said });
      const got = await post({ text: 'Week 23' });
      expect(got).toMatchObject({ code: expect.any(String), ...outcome });
      expect(requests).toHaveLength(1);
      // What may have been posted is never posted again without a person.
      expect(statusAfterPost(got, new Date(0)).status).toBe(status);
      if (got.result === 'refused') expect(got.mend).toMatch(/^[A-Z].+\.$/);
    });

    it.each(['', ...channel.unusable])('asks a person where the secret holds "%s", and tells nobody', async (text) => {
      const { post, requests } = opened({ secret: text });
      const got = await post({ text: 'Week 23' });
      expect(got).toMatchObject({ result: 'refused', mend: expect.stringMatching(/secret.*release/) });
      expect(requests).toEqual([]);
      if (text !== '') expect(JSON.stringify(got)).not.toContain(text);
    });

    it('tries later where the secret can’t be read', async () => {
      const { post, requests } = opened({ secret: failure('ThrottlingException') });
      expect(await post({ text: 'Week 23' })).toEqual({ result: 'deferred', code: 'ThrottlingException' });
      expect(requests).toEqual([]);
    });

    it('gives a message to a person that it can’t write', async () => {
      const { post, requests } = opened();
      const message = {
        get text(): string {
          throw new TypeError('not a text');
        },
      };
      expect(await post(message)).toMatchObject({ result: 'refused', code: 'not-written: TypeError' });
      expect(requests).toEqual([]);
    });
  });

  function opened(
    { answer = channel.taken, secret = channel.secret as unknown } = {} as { answer?: unknown; secret?: unknown },
  ) {
    const requests: Parameters<ChannelParts['send']>[] = [];
    const parts: ChannelParts = {
      secretAs: (read) => async () => {
        if (secret instanceof Error) throw secret;
        return read(secret as string);
      },
      send: async (...request) => {
        requests.push(request);
        if (typeof answer !== 'object' || answer instanceof Error) throw answer;
        return answer as HttpAnswer;
      },
    };
    return { post: channel.open(parts).post, requests };
  }

  function textsShown(requests: Parameters<ChannelParts['send']>[]): string[] {
    return requests.map(([url, headers, body]) => channel.shown({ url, headers, body }));
  }
}

function answer(status: number, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers, body: 'no' };
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
