import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { AtStripe } from './at-stripe.ts';
import { importRows, mailsTo, outputs, until } from './installation.ts';
import { teamPages } from './team-pages.ts';

const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const WITHIN_MS = 30_000;
const words = {
  en: { failed: 'a payment failed', seen: /^1 invoice could not be charged/, helped: 'It helped', done: 'Done:' },
  ja: { failed: 'お支払いが未完了', seen: /^1件 の請求で、/, helped: '効果があった', done: '完了にしました：' },
};
const csmOf = (language: Language) => `asker-${language}`;
const mailOf = (language: Language) => `${csmOf(language)}@demo.example`;
const accountOf = (language: Language) => `billed-${language}`;
const atStripe = new AtStripe('billing', 'whsec_e2eWhoNeedsMe0123456789');

interface Told {
  tasks: { task: string; account: { id: string; name: string }; seen?: string; page: string }[];
  isDone?: boolean;
}

async function assistantOf(key: string): Promise<{ ask(name: string, given?: object): Promise<Told> }> {
  const client = new Client({ name: 'assistant', version: '1' });
  const headers = { authorization: `Bearer ${key}` };
  const transport = new StreamableHTTPClientTransport(new URL(`${outputs.webUrl}/mcp`), { requestInit: { headers } });
  // Its types differ from its own interface in what is optional.
  await client.connect(transport as never);
  return {
    ask: async (name, given = {}) =>
      (await client.callTool({ name, arguments: { ...given } })).structuredContent as unknown as Told,
  };
}

beforeAll(async () => {
  await importRows(
    'csms',
    languages.map((language) => {
      const id = csmOf(language);
      return { id, name: `Asker ${language}`, email: mailOf(language), language, country: 'JP' };
    }),
  );
  await importRows(
    'accounts',
    languages.map((language) => {
      const id = accountOf(language);
      return { id, name: `Billed ${language}`, csm: csmOf(language), stage: 'adoption', language };
    }),
  );
  await atStripe.connect();
});

const signedIn = teamPages();

describe.each(languages)('somebody who asks their assistant who needs them today (%s)', needsBrowser, (language) => {
  const say = words[language];
  const account = accountOf(language);

  it('is told of the card that failed, as the mail tells it, and no more once it is done on the page', async () => {
    const page = await signedIn(csmOf(language), language);
    await page.goto(`${outputs.webUrl}/set-up/assistants`);
    await expectAccessible(page);
    await page.fill('input[name=name]', 'My assistant');
    await page.click('form[action$="/assistants/make-key"] button');
    const key = await page.locator('input[readonly][value^="skp_"]').inputValue();
    await expectAccessible(page);
    const assistant = await assistantOf(key);
    expect((await assistant.ask('who_needs_me')).tasks).toEqual([]);

    await atStripe.post('invoice.payment_failed', {
      ...{ id: `in_${language}`, number: `AC-${language}`, customer: `cus_${language}`, currency: 'jpy' },
      ...{ amount_remaining: 12_000, metadata: { account } },
    });
    const mail = await until('the mail of the billing play', WITHIN_MS, async () =>
      (await mailsTo(mailOf(language))).find(({ text }) => text.includes(`AC-${language}`)),
    );
    expect(mail.subject).toContain(say.failed);
    const { tasks } = await assistant.ask('who_needs_me');
    const told = tasks.find(({ task }) => task.includes('/payment-failed/'));
    if (told === undefined) throw new Error(`nothing of the card is told: ${JSON.stringify(tasks)}`);
    expect(told.account).toEqual({ id: account, name: `Billed ${language}` });
    expect(told.seen).toMatch(say.seen);

    await page.goto(told.page);
    await page.getByRole('button', { name: say.helped }).click();
    await page.waitForSelector(`text=${say.done}`);
    expect(await operate('tasks', '--account', account)).toContainEqual(
      expect.objectContaining({ signal: 'payment-failed', status: 'done', outcome: 'helped' }),
    );
    const left = (await assistant.ask('who_needs_me')).tasks;
    expect(left.map(({ task }) => task)).not.toContain(told.task);
  });
});
