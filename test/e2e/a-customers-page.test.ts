import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { sharedBrowser } from '../support/shared-browser.ts';
import { heartbeat, importRows, mailsTo, outputs, sendEvents, todayMinus, until } from './installation.ts';
import { teamPages } from './team-pages.ts';

const withinMs = 30_000;
const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const ids = (language: Language) => ({ csm: `host-${language}`, account: `guest-${language}` });
const say = {
  en: {
    ...{ link: 'Make a link', manage: 'Show or revoke', done: 'This is done', ticked: 'is marked as done' },
    ...{
      wrote: 'wrote to you on their page',
      send: 'Send',
      agree: 'Agree to this goal',
      agreed: 'the goal that we work',
    },
    ...{ propose: 'Propose a goal', onPage: 'Propose it', next: 'Set-up' },
  },
  ja: {
    ...{ link: 'リンクを発行する', manage: 'リンクの表示', done: 'この項目を完了', ticked: 'を完了にしました' },
    ...{ wrote: 'メッセージが届きました', send: '送信する', agree: 'この目標で進める', agreed: '目標とすることを承り' },
    ...{ propose: '目標を提案する', onPage: 'お客様ページで提案', next: '設定' },
  },
};

beforeAll(async () => {
  const row = <Row>(of: (language: Language, own: ReturnType<typeof ids>) => Row) =>
    languages.map((language) => of(language, ids(language)));
  await importRows(
    'csms',
    row((language, { csm: id }) => ({
      ...{ id, email: `${id}@demo.example`, name: `Host ${language}`, language, country: 'SE' },
    })),
  );
  await importRows(
    'accounts',
    row((language, { csm, account: id }) => ({
      ...{ id, name: `Guest ${language}`, csm, stage: 'onboarding-1', contractStart: todayMinus(3), language },
    })),
  );
  await importRows(
    'contacts',
    row((language, { account }) => ({
      ...{
        id: `ren-${language}`,
        account,
        name: 'Ren',
        email: `ren-${language}@guest.example`,
        role: 'champion',
        language,
      },
    })),
  );
  await sendEvents(languages.flatMap((language) => heartbeat(ids(language).account)));
  await operate('settle');
  await operate('score');
  await Promise.all(row((_, { account }) => doOurPart(account, 'kickoff-date', 'kickoff-hand-over')));
  await operate('settle');
});

const signedIn = teamPages();
const browser = sharedBrowser();

/** Our own part of the kickoff, as far as it can be done by now. */
async function doOurPart(account: string, ...templates: string[]) {
  const tasks = await operate<{ id: string }[]>('tasks', '--open', '--account', account);
  for (const { id } of tasks.filter((task) => templates.some((template) => task.id.includes(`/${template}`))))
    await operate('tasks', 'done', id, '--outcome', 'helped');
}

describe.each(languages)('a customer on their own page (%s)', needsBrowser, (language) => {
  const words = say[language];
  const { csm, account } = ids(language);

  it('ticks off what is theirs, writes to their CSM, agrees on the goal, and so the account moves on', async () => {
    const team = await signedIn(csm, language);
    await team.goto(`${outputs.webUrl}/accounts/${account}`);
    await team.selectOption('#customer-page select[name=contact]', `ren-${language}`);
    await team.click(`#customer-page button:has-text("${words.link}")`);
    await team.click(`summary:has-text("${words.manage}")`);
    const address = await team.inputValue('#customer-page input[type=url]');
    await expectAccessible(team);
    await team.click(`#goal summary:has-text("${words.propose}")`);
    await team.fill('#goal input[name=name]', 'Invoices out in 2 days');
    await team.click(`#goal button:has-text("${words.onPage}")`);
    await team.waitForSelector('#goal >> text=Invoices out in 2 days');

    const page = await (await browser()).newPage({ locale: language });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(address);
    await expectAccessible(page);
    await page.click(`.next button:has-text("${words.done}")`);
    await page.waitForSelector(`[role=status]:has-text("${words.ticked}")`);
    await expectAccessible(page);
    await page.fill('textarea', 'Could Sato come, too?');
    await page.click(`section button:has-text("${words.send}")`);
    await page.waitForSelector('[role=status]');
    await until('a mail to the CSM', withinMs, async () =>
      (await mailsTo(`${csm}@demo.example`)).find(({ html }) => html.includes(words.wrote)),
    );

    await operate('settle');
    await doOurPart(account, 'kickoff-hold');
    await operate('settle');
    await doOurPart(account, 'kickoff-goal');
    await page.click(`button:has-text("${words.agree}")`);
    await page.waitForSelector(`[role=status]:has-text("${words.agreed}")`);
    await operate('settle');
    await until('the next stage', withinMs, async () => {
      await page.goto(address);
      return (await page.locator(`.way .current:has-text("${words.next}")`).count()) > 0 || undefined;
    });
    await team.reload();
    expect(await team.locator('#customer-page >> text=Could Sato come, too?').count()).toBe(1);
    await page.close();
  });
});
