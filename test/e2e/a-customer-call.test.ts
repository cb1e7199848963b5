import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { importRows, outputs, sendEvents, until } from './installation.ts';
import { fallingLogins, teamPages } from './team-pages.ts';

const withinMs = 30_000;
const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const ids = (language: Language) => ({ csm: `caller-${language}`, account: `called/${language} 1` });
const say = {
  en: { search: 'Show', call: 'Call', noted: 'Noted:', agree: 'Set the next action', save: 'Save', undo: 'Undo' },
  ja: {
    search: '絞り込む',
    call: '電話',
    noted: '記録しました',
    agree: '次の一手を決める',
    save: '保存する',
    undo: '元に戻す',
  },
};

beforeAll(async () => {
  for (const language of languages) {
    const { csm, account } = ids(language);
    await importRows('csms', [
      { id: csm, email: `${csm}@demo.example`, name: `Caller ${language}`, language, country: 'SE' },
    ]);
    await importRows('accounts', [
      { id: account, name: `Called ${language} <b>`, csm, stage: 'adoption', licenses: 50, renewalDate: '2031-12-01' },
    ]);
    await importRows('contacts', [
      { id: `ren-${language}`, account, name: 'Ren', email: `ren-${language}@called.example`, role: 'champion' },
    ]);
    await sendEvents(fallingLogins(account, `ren-${language}`, 6));
  }
  await operate('settle');
  await operate('score');
  await operate('settle');
});

const signedIn = teamPages();

describe.each(languages)('a CSM on the phone with a customer (%s)', needsBrowser, (language) => {
  const words = say[language];

  it('finds the account, sees it whole, notes the call in two clicks and agrees on what comes next', async () => {
    const page = await signedIn(ids(language).csm, language);
    await until('the account on the board', withinMs, async () => {
      await page.goto(`${outputs.webUrl}/accounts?q=${encodeURIComponent(`called ${language}`)}`);
      return (await page.locator('a.whole').count()) > 0 || undefined;
    });
    await page.click('a.whole');
    await page.waitForSelector(`h1:has-text("Called ${language} <b>")`);
    for (const section of ['work', 'health', 'usage', 'people', 'contract', 'history']) {
      expect(await page.locator(`#${section}`).count()).toBe(1);
    }
    await expectAccessible(page);

    await page.fill('#work textarea[name=note]', 'Busy until July');
    await page.click(`#work button:has-text("${words.call}")`);
    await page.waitForSelector(`[role=status]:has-text("${words.noted}")`);
    await page.waitForSelector('#activities >> text=Busy until July');

    await page.click(`summary:has-text("${words.agree}")`);
    await page.fill('#work textarea[name=text]', 'Send the training plan');
    await expectAccessible(page);
    await page.click(`#work details button:has-text("${words.save}")`);
    await page.waitForSelector('#work blockquote:has-text("Send the training plan")');
    await page.click(`[role=status] button:has-text("${words.undo}")`);
    await page.waitForSelector('#work');
    expect(await page.locator('#work blockquote:has-text("Send the training plan")').count()).toBe(0);

    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#work form').first().isVisible()).toBe(false);
    expect(await page.locator('#health h2').isVisible()).toBe(true);
  });
});
