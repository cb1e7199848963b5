import { createRequire } from 'node:module';
import type * as AdaptiveCards from 'adaptivecards';
import { describe, expect, it } from 'vitest';
import { TEAMS_LIMITS, teamsPayload } from '../../../../functions/channels/teams/adaptive-card.ts';
import { teamsWorkflow } from '../../../../functions/channels/teams/teams-workflow.ts';
import { keepsTheChannelContract } from '../contract.ts';

// The package's own entry is for bundlers: Node finds none of its modules.
const cards: typeof AdaptiveCards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

const secret = 'https://flows.example/workflows/7/triggers/manual/paths/invoke?sig=x';

/** The card's elements, where the vendor's own library reads it without a word and keeps all that it says. */
function bodyIn(body: string) {
  // What Teams makes of it is larger than what it gets.
  expect(Buffer.byteLength(body)).toBeLessThan(28_000);
  const payload = JSON.parse(body);
  expect(Object.keys(payload)).toEqual(['type', 'attachments']);
  expect(payload.type).toBe('message');
  expect(payload.attachments).toHaveLength(1);
  const [{ contentType, content }] = payload.attachments;
  expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
  const card = new cards.AdaptiveCard();
  const read = new cards.SerializationContext();
  card.parse(content, read);
  expect(Array.from({ length: read.eventCount }, (_, index) => read.getEventAt(index).message)).toEqual([]);
  expect(card.validateProperties().validationEvents).toEqual([]);
  expect(card.toJSON()).toEqual(content);
  return content.body as { type: string; text?: string; inlines?: { text: string }[] }[];
}

keepsTheChannelContract('a workflow of Teams', {
  open: teamsWorkflow,
  secret,
  unusable: ['no address', 'http://flows.example/7', 'https://mirai.webhook.office.com/webhookb2/7'],
  taken: { status: 202, body: '' },
  shown: ({ url, headers, body }) => {
    expect(url.href).toBe(secret);
    expect(headers['content-type']).toBe('application/json');
    return bodyIn(body)
      .map(({ type, text, inlines }) => {
        if (type === 'RichTextBlock') return inlines?.map((run) => run.text).join('');
        expect(text).toMatch(/^\[[^\]]+\]\(https:\/\/cs\.example\/[^()\s]*\)$/);
        return text?.replace(/^\[(.*)\]\((.*)\)$/, '$1 ($2)');
      })
      .join('\n');
  },
});

describe('a message to Teams', () => {
  it('is one card: headings large, what belongs together close, links by words of ours', () => {
    const { attachments } = teamsPayload({
      text: 'Week 23',
      blocks: [
        { type: 'header', text: 'Week 23' },
        { type: 'section', title: 'Koa', aside: '41.5 ↓', fields: [[{ label: 'Tasks', value: '3' }]] },
        {
          type: 'list',
          items: [{ text: 'Call', leadsTo: { label: '[Read]', address: 'https://cs.example/t?a=(1)' } }],
        },
      ],
    });
    expect(attachments[0]?.content.body).toEqual([
      { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Week 23', size: 'Large', weight: 'Bolder' }] },
      {
        ...{ type: 'RichTextBlock', spacing: 'Medium' },
        inlines: [
          { type: 'TextRun', text: 'Koa', weight: 'Bolder' },
          { type: 'TextRun', text: '  41.5 ↓', isSubtle: true },
        ],
      },
      { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Tasks: 3' }], spacing: 'None' },
      { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: '• Call' }] },
      { type: 'TextBlock', text: '[\\[Read\\]](https://cs.example/t?a=%281%29)', wrap: true, spacing: 'None' },
    ]);
  });

  it('is never larger than Teams takes, however its characters are told', () => {
    const line = '\u0001😀'.repeat(TEAMS_LIMITS.text);
    const blocks = Array.from({ length: 40 }, () => ({ type: 'section' as const, title: line, lines: [line] }));
    expect(bodyIn(JSON.stringify(teamsPayload({ text: line, blocks }))).length).toBeGreaterThan(0);
  });

  it.each<[string, number, string, string]>([
    ['the workflow is turned off', 404, '{"error":{"code":"WorkflowNotFound"}}', 'turned on, or make a new one'],
    ['the workflow asks for a sign-in', 401, '{"error":{"code":"DirectApiAuthorizationRequired"}}', 'make a new one'],
    ['the workflow cannot read it', 400, '{"error":{"code":"TriggerInputSchemaMismatch"}}', 'history of the workflow'],
  ])('says what a person can do where %s', async (_, status, body, mend) => {
    const { post } = teamsWorkflow({
      secretAs: (read) => async () => read(secret),
      send: async () => ({ status, body }),
    });
    expect(await post({ text: 'x' })).toMatchObject({
      ...{ result: 'refused', code: JSON.parse(body).error.code, mend: expect.stringContaining(mend) },
    });
  });

  it('says of the address of an old connector that those are turned off', async () => {
    const { post } = teamsWorkflow({
      secretAs: (read) => async () => read('https://mirai.webhook.office.com/webhookb2/7'),
      send: () => expect.unreachable('posted'),
    });
    expect(await post({ text: 'x' })).toMatchObject({
      ...{
        result: 'refused',
        code: 'retired-webhook',
        mend: expect.stringMatching(/in the place of the old connector/),
      },
    });
  });
});
