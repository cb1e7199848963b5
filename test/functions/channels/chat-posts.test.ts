import { describe, expect, it } from 'vitest';
import { type ChatMessage, withAddresses } from '../../../domain/chat/chat-message.ts';
import type { PlayNote } from '../../../domain/plays/play-note.ts';
import { healthListPost, playPost } from '../../../functions/channels/chat-posts.ts';
import { SLACK_LIMITS, slackPayload } from '../../../functions/channels/slack/slack-payload.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { sampleHealthList } from '../../support/sample-mails.ts';

const note: PlayNote = {
  id: 'shinonome/logins-fell/-/2026-06-01/chat',
  place: 'main',
  locale: 'en',
  account: { id: 'shinonome', name: 'Shinonome Trading' },
  signal: 'logins-fell',
  subject: null,
  evidence: { window: 24, baseline: 40, ratio: 0.6 },
  tasks: [
    { id: 't1', template: 'check-in-look', assigneeName: 'Aoi Shiraishi', due: '2026-06-02' },
    { id: 't2', template: 'check-in-call', assigneeName: '', due: '2026-06-04' },
  ],
};

/** As the channel shows it that draws with the least room. */
const inSlack = (message: ChatMessage) =>
  slackPayload(
    withAddresses(message, (link) => `https://cs.example/${'task' in link ? link.task : `page${link.page}`}`),
  );
const textsInSlack = (message: ChatMessage) => inSlack(message).blocks?.map(({ text }) => text.text) ?? [];

describe('what a play says in the chat', () => {
  it('names the account, the signal, what moved, who has what, and until when', () => {
    const post = playPost(note, 'en', defaultPlaybook);
    expect(post).toEqual({
      text: '▼ Risk · Shinonome Trading: log-ins down 40 %',
      blocks: [
        {
          type: 'section',
          title: '▼ Risk · Shinonome Trading: log-ins down 40 %',
          lines: ['−40 %  24 log-ins in 28 days, 40 before'],
        },
        {
          type: 'list',
          items: [
            {
              text: 'Aoi Shiraishi: see where the log-ins went, by Tue 2 Jun',
              leadsTo: { label: 'Read the whole task', task: 't1' },
            },
            {
              text: 'Nobody yet: call and ask how it is going, by Thu 4 Jun',
              leadsTo: { label: 'Read the whole task', task: 't2' },
            },
          ],
        },
      ],
    });
    expect(textsInSlack(post)).toEqual([
      '*▼ Risk · Shinonome Trading: log-ins down 40 %*\n−40 %  24 log-ins in 28 days, 40 before',
      '• Aoi Shiraishi: see where the log-ins went, by Tue 2 Jun\n<https://cs.example/t1|Read the whole task>',
      '• Nobody yet: call and ask how it is going, by Thu 4 Jun\n<https://cs.example/t2|Read the whole task>',
    ]);
    expect(playPost(note, 'ja', defaultPlaybook).text).toBe('▼ リスク · Shinonome Trading: ログインが4割減');
  });

  it('lets no name call the channel or make a link', () => {
    const account = { id: 'x', name: '<!channel> & <https://evil.example|Koa>\nnext' };
    const { text } = inSlack(playPost({ ...note, account }, 'en', defaultPlaybook));
    expect(text).toContain('&lt;!channel&gt; &amp; &lt;…&gt; next');
  });

  it('still has words where the playbook has forgotten the signal or a task, and shows no key', () => {
    const tasks = note.tasks.map((task) => ({ ...task, template: 'gone-too' }));
    const post = playPost({ ...note, signal: 'gone', tasks }, 'en', defaultPlaybook);
    expect(post.text).toBe('● Coming up · Shinonome Trading');
    expect(JSON.stringify(post)).not.toContain('gone');
    expect(JSON.stringify(post)).toContain('A task of an earlier playbook');
  });

  it.each([
    ['en', 'An account without a name'],
    ['ja', '社名が未登録のお客様'],
  ] as const)('calls an account whose name nobody told by no hash (%s)', (language, called) => {
    const account = { id: 'x', name: '7f3a9c0d1e2b4f5a' };
    expect(playPost({ ...note, account }, language, defaultPlaybook).text).toContain(called);
    const list = sampleHealthList(language);
    const lines = list.lines.map((line) => ({ ...line, name: account.name }));
    const recovered = [account.name];
    const post = healthListPost(
      { ...list, lines, lastWeek: { ...list.lastWeek, recovered } },
      language,
      defaultPlaybook,
    );
    expect(JSON.stringify(post)).not.toContain(account.name);
    expect(JSON.stringify(post)).toContain(called);
  });
});

describe('the week’s list in the chat', () => {
  it.each(['en', 'ja'] as const)('says all of an account in five lines (%s)', (language) => {
    const blocks = textsInSlack(healthListPost(sampleHealthList(language), language, defaultPlaybook));
    expect(blocks[2]?.split('\n')).toHaveLength(5);
    expect(JSON.stringify(blocks)).toMatch(/¥360,000 a month · renews|月額￥360,000 · 2026年9月1日更新/);
    expect(JSON.stringify(blocks)).not.toContain('npx');
    expect(JSON.stringify(blocks)).toContain('−11.3');
  });

  it.each([
    ['en', "See it on the team's pages"],
    ['ja', 'チームの画面で見る'],
  ] as const)('leads to the page where the team goes through it (%s)', (language, label) => {
    const last = textsInSlack(healthListPost(sampleHealthList(language), language, defaultPlaybook)).at(-1);
    expect(last).toMatch(new RegExp(`^• .+\n<https://cs\\.example/page/meeting\\|${label}>$`));
  });

  it('keeps within Slack’s limits with the longest of names', () => {
    const list = sampleHealthList('en');
    const [line] = list.lines;
    const lines = Array.from({ length: 20 }, () => ({ ...line, name: '長'.repeat(1_000) })) as typeof list.lines;
    const message = healthListPost({ ...list, lines }, 'ja', defaultPlaybook);
    for (const text of textsInSlack(message)) expect(text.length).toBeLessThan(SLACK_LIMITS.section);
    expect(inSlack(message).blocks?.length).toBeLessThan(SLACK_LIMITS.blocks);
  });
});
