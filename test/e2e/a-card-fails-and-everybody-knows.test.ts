import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { localCredentials } from '../../local/ministack.ts';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import type { TeamsPost } from '../support/teams-double.ts';
import { AtStripe } from './at-stripe.ts';
import { heartbeat, importRows, logins, mailsTo, outputs, sendEvents, textFileOf, until } from './installation.ts';
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
const companyOf = (language: Language) => `${inject('vendors').hubspot}/companies/50${languages.indexOf(language)}`;
const atStripe = new AtStripe('cards', 'whsec_e2eWhoNeedsMe0123456789');

interface Listed {
  tasks: { task: string; account: { id: string; name: string }; seen?: string; page: string }[];
  isDone?: boolean;
}

/** As the company has made its fields at HubSpot, and as it has mapped them. */
const fields = { cs_health_score: '', cs_health_reasons: '', cs_open_tasks: '' };
const mapping = `
hubspot:
  record: { field: our_id }
  fields:
    cs_health_score: { direction: ours, value: score }
    cs_health_reasons: { direction: ours, value: reasons }
    cs_open_tasks: { direction: ours, value: open-tasks }
`;

const lambda = new LambdaClient({
  endpoint: outputs.awsEndpoint,
  region: outputs.region,
  credentials: localCredentials,
});

/** What HubSpot holds of the account once it was written to, as every minute it is. */
async function atHubspot(language: Language): Promise<Record<string, string>> {
  await lambda.send(new InvokeCommand({ FunctionName: 'sakimawari-local-write-to-crm', Payload: '{}' }));
  return (await fetch(companyOf(language))).json() as Promise<Record<string, string>>;
}

async function postsAtTeams(): Promise<TeamsPost[]> {
  return (await fetch(inject('vendors').teams)).json() as Promise<TeamsPost[]>;
}

async function assistantOf(key: string): Promise<{ ask(name: string, given?: object): Promise<Listed> }> {
  const client = new Client({ name: 'assistant', version: '1' });
  const headers = { authorization: `Bearer ${key}` };
  const transport = new StreamableHTTPClientTransport(new URL(`${outputs.webUrl}/mcp`), { requestInit: { headers } });
  // Its types differ from its own interface in what is optional.
  await client.connect(transport as never);
  return {
    ask: async (name, given = {}) =>
      (await client.callTool({ name, arguments: { ...given } })).structuredContent as unknown as Listed,
  };
}

beforeAll(async () => {
  await importRows(
    'csms',
    languages.map((language) => {
      const id = csmOf(language);
      return { id, name: `Asker ${language}`, email: mailOf(language), language, country: 'JP', chat: 'desk' };
    }),
  );
  await importRows(
    'accounts',
    languages.map((language) => {
      const id = accountOf(language);
      return { id, name: `Billed ${language}`, csm: csmOf(language), stage: 'adoption', language, licenses: 2 };
    }),
  );
  await sendEvents(
    languages.map(accountOf).flatMap((account) => [
      // As ever, every day: what these lost would be taken out of what other stories' accounts lose.
      ...Array.from({ length: 140 }, (_, n) => n + 1).flatMap((daysAgo) => logins(account, 'una', daysAgo, 2)),
      ...heartbeat(account),
    ]),
  );
  await operate('settle');
  for (const language of languages) {
    await fetch(companyOf(language), {
      method: 'PUT',
      body: JSON.stringify({ ...fields, our_id: accountOf(language) }),
    });
  }
  await operate('crm', 'use', textFileOf(mapping, 'yaml'));
  await atStripe.connect();
});

const signedIn = teamPages();

describe.each(languages)('somebody who asks their assistant who needs them today (%s)', needsBrowser, (language) => {
  const say = words[language];
  const account = accountOf(language);

  it('is told of the card that failed, as mail, Teams and HubSpot are, and no more once it is done on the page', async () => {
    const page = await signedIn(csmOf(language), language);
    await page.goto(`${outputs.webUrl}/set-up/assistants`);
    await expectAccessible(page);
    await page.fill('input[name=name]', 'My assistant');
    await page.click('form[action$="/assistants/make-key"] button');
    const key = await page.locator('input[readonly][value^="skp_"]').inputValue();
    await expectAccessible(page);
    const assistant = await assistantOf(key);
    const ofTheCard = ({ tasks }: Listed) => tasks.find(({ task }) => task.includes('/payment-failed/'));
    expect(ofTheCard(await assistant.ask('who_needs_me'))).toBeUndefined();
    const before = await until('what HubSpot holds of the account', WITHIN_MS, async () => {
      const record = await atHubspot(language);
      return record.cs_health_score !== '' && record;
    });

    await atStripe.post('invoice.payment_failed', {
      ...{ id: `in_${language}`, number: `AC-${language}`, customer: `cus_${language}`, currency: 'jpy' },
      ...{ amount_remaining: 12_000, metadata: { account } },
    });
    const mail = await until('the mail of the billing play', WITHIN_MS, async () =>
      (await mailsTo(mailOf(language))).find(({ text }) => text.includes(`AC-${language}`)),
    );
    expect(mail.subject).toContain(say.failed);
    const told = ofTheCard(await assistant.ask('who_needs_me'));
    if (told === undefined) throw new Error('nothing of the card is told');
    expect(told.account).toEqual({ id: account, name: `Billed ${language}` });
    expect(told.seen).toMatch(say.seen);
    const posted = await until('the post at Teams', WITHIN_MS, async () =>
      (await postsAtTeams()).find(({ message }) => JSON.stringify(message).includes(told.page)),
    );
    expect(posted.path).toBe('/desk');
    expect(JSON.stringify(posted.message)).toContain(`Billed ${language}`);
    const raised = await atHubspot(language);
    expect(Number(raised.cs_open_tasks)).toBe(Number(before.cs_open_tasks) + 1);
    const { health } = await operate<{ health: { score: number } }>('explain', account);
    expect(Number(raised.cs_health_score)).toBe(health.score);
    expect(raised.cs_health_reasons).not.toBe('');

    await page.goto(told.page);
    await page.getByRole('button', { name: say.helped }).click();
    await page.waitForSelector(`text=${say.done}`);
    expect(await operate('tasks', '--account', account)).toContainEqual(
      expect.objectContaining({ signal: 'payment-failed', status: 'done', outcome: 'helped' }),
    );
    expect(ofTheCard(await assistant.ask('who_needs_me'))).toBeUndefined();
    await until('one task less at HubSpot', WITHIN_MS, async () => {
      const { cs_open_tasks } = await atHubspot(language);
      return cs_open_tasks === before.cs_open_tasks;
    });
  });
});
