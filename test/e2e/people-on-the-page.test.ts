import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { sharedBrowser } from '../support/shared-browser.ts';
import { importRows, outputs } from './installation.ts';

const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const adminOf = (language: Language) => `keeper-${language}`;
const newcomerOf = (language: Language) => `newcomer-${language}`;
const nameOf = (language: Language) => `Newcomer ${language}`;
const words = {
  en: {
    ...{ signIn: 'Sign in', team: 'Everybody in the team', add: 'Add somebody', added: 'Added:', save: 'Save' },
    ...{ saved: 'Saved:', undo: 'Undo', undone: 'Taken back:', support: 'Support', csm: 'CSM', today: 'Today' },
    ...{ changes: 'The latest changes', role: 'Role: CSM → Support' },
    ...{ ownRole: 'You cannot take your own administrator role away' },
  },
  ja: {
    ...{
      signIn: 'サインインする',
      team: 'チームの一覧へ',
      add: 'メンバーを追加',
      added: 'を追加しました',
      save: '保存する',
    },
    ...{
      saved: '保存しました：',
      undo: '元に戻す',
      undone: '元に戻しました：',
      support: 'サポート',
      csm: 'CSM',
      today: '今日',
    },
    ...{ changes: '最近の変更を見る', role: '役割：CSM → サポート' },
    ...{ ownRole: 'ご自身の管理者の役割は外せません' },
  },
};

const browser = sharedBrowser();

beforeAll(async () => {
  for (const language of languages) {
    await importRows('csms', [
      {
        ...{ id: adminOf(language), email: `${adminOf(language)}@demo.example`, name: `Keeper ${language}` },
        ...{ language, country: 'SE', role: 'admin' },
      },
    ]);
  }
});

async function signedIn(person: string, language: Language): Promise<Page> {
  const page = await (await (await browser()).newContext({ locale: language })).newPage();
  const { url } = await operate<{ url: string }>('sign-in', person);
  await page.goto(url);
  await page.click(`button:has-text("${words[language].signIn}")`);
  await page.waitForSelector(`h1:has-text("${words[language].today}")`);
  return page;
}

describe.each(languages)('whoever administers the team (%s)', needsBrowser, (language) => {
  const say = words[language];
  const pathOf = (page: Page) => new URL(page.url()).pathname;
  const told = (page: Page, text: string) => page.waitForSelector(`.notice:has-text("${text}")`);

  it('adds somebody, who signs in and finds nothing to change there, gives them another role, and takes that back', async () => {
    const admin = await signedIn(adminOf(language), language);
    await admin.goto(`${outputs.webUrl}/set-up`);
    await admin.click(`a:has-text("${say.team}")`);
    await admin.waitForSelector(`a:has-text("${say.add}")`);
    await expectAccessible(admin);
    await admin.click(`a:has-text("${say.add}")`);
    await admin.waitForSelector('form[action="/act/people/add"]');
    await admin.fill('input[name=name]', nameOf(language));
    await admin.fill('input[name=email]', `${newcomerOf(language)}@demo.example`);
    await admin.selectOption('select[name=role]', 'csm');
    await admin.selectOption('select[name=language]', language);
    await expectAccessible(admin);
    await admin.click('form[action="/act/people/add"] p button');
    await told(admin, say.added);
    expect(pathOf(admin)).toBe('/set-up/people');

    const newcomer = await signedIn(newcomerOf(language), language);
    await newcomer.goto(`${outputs.webUrl}/set-up/people`);
    await newcomer.waitForSelector(`text=${nameOf(language)}`);
    expect(await newcomer.locator('main a[href^="/set-up/people/"], main a[href="/set-up/new-person"]').count()).toBe(
      0,
    );
    for (const path of ['/set-up/new-person', `/set-up/people/${newcomerOf(language)}`, '/set-up/changes']) {
      expect((await newcomer.goto(`${outputs.webUrl}${path}`))?.status()).toBe(403);
    }

    await admin.goto(`${outputs.webUrl}/set-up/people/${newcomerOf(language)}`);
    await admin.selectOption('select[name=role]', 'support');
    await admin.click(`button:has-text("${say.save}")`);
    await told(admin, say.saved);
    await admin.waitForSelector(`.about:has-text("${say.support}")`);
    await expectAccessible(admin);
    await newcomer.goto(`${outputs.webUrl}/`);
    expect(pathOf(newcomer)).toBe('/sign-in');

    await admin.click(`button:has-text("${say.undo}")`);
    await told(admin, say.undone);
    await admin.waitForSelector(`.about:has-text("${say.csm}")`);
    await admin.goto(`${outputs.webUrl}/set-up`);
    await admin.click(`a:has-text("${say.changes}")`);
    await admin.waitForSelector(`tr:has-text("${nameOf(language)}"):has-text("${say.role}")`);
    await expectAccessible(admin);
  });

  it('keeps their own role', async () => {
    const admin = await signedIn(adminOf(language), language);
    await admin.goto(`${outputs.webUrl}/set-up/people/${adminOf(language)}`);
    await admin.selectOption('select[name=role]', 'manager');
    await admin.click(`button:has-text("${say.save}")`);
    await told(admin, say.ownRole);
    await expectAccessible(admin);
  });
});
