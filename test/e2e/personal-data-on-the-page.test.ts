import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { PERSONAL_DATA_PAGE } from '../../domain/links/team-pages.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { importRows, logins, outputs, rowsOf, sendEvents } from './installation.ts';
import { teamPages } from './team-pages.ts';

const ACCOUNT = 'tsubaki';
/** Whoever is erased, and whoever stays. */
const GONE = 'mio';
const STAYING = 'ren';
const GONE_TEXTS = ['Mio Asked-To-Go', 'mio@tsubaki.example'];
const story = {
  en: {
    reader: 'sasha.admin',
    find: 'Go on',
    export: 'Export',
    erase: 'Erase for good',
    otherId: 'This is another id',
  },
  ja: { reader: 'miki.admin', find: '次へ', export: '書き出す', erase: '完全に消去する', otherId: 'IDが一致しません' },
};

const signIn = teamPages();

beforeAll(async () => {
  const member = (id: string, role: string, language: string) => ({
    ...{ id, role, language, name: id, email: `${id}@demo.example`, country: 'SE' },
  });
  await importRows('csms', [
    member(story.en.reader, 'admin', 'en'),
    member(story.ja.reader, 'admin', 'ja'),
    member('nils.csm', 'csm', 'en'),
  ]);
  await importRows('accounts', [{ id: ACCOUNT, name: 'Tsubaki Seisakusho', csm: 'nils.csm', stage: 'adoption' }]);
  await importRows('contacts', [
    { account: ACCOUNT, id: GONE, name: GONE_TEXTS[0], email: GONE_TEXTS[1] },
    { account: ACCOUNT, id: STAYING, name: 'Ren Who Stays', email: 'ren@tsubaki.example' },
  ]);
  await sendEvents([...logins(ACCOUNT, GONE, 2, 3), ...logins(ACCOUNT, STAYING, 2, 3)]);
});

async function choose(page: Page, language: keyof typeof story): Promise<void> {
  await page.goto(`${outputs.webUrl}${PERSONAL_DATA_PAGE}`);
  await page.fill('input[name=account]', ACCOUNT);
  await page.fill('input[name=person]', GONE);
  await page.click(`main button:has-text("${story[language].find}")`);
  await page.waitForSelector('input[name=confirm]');
}

const asked = async (page: Page, what: 'export' | 'erase', button: string) => {
  const form = page.locator('form[action="/act/personal-data/ask"]', { has: page.locator(`[value=${what}]`) });
  await form.locator(`button:has-text("${button}")`).click();
};

/** Of the account's own; what else may hold them is searched byte by byte in `test/adapters/person-erased.test.ts`. */
const rowsThatName = async () =>
  (await rowsOf(ACCOUNT)).filter((row) => GONE_TEXTS.some((text) => JSON.stringify(row).includes(text)));

describe('somebody asks what is kept of them, and to be erased', needsBrowser, () => {
  it('is for administrators alone', async () => {
    const page = await signIn('nils.csm', 'en');
    expect((await page.goto(`${outputs.webUrl}${PERSONAL_DATA_PAGE}`))?.status()).toBe(403);
  });

  it('gets a file with their records and nobody else’s (en)', async () => {
    const page = await signIn(story.en.reader, 'en');
    await choose(page, 'en');
    await expectAccessible(page);
    await asked(page, 'export', story.en.export);
    const link = page.locator('a[download]').first();
    await link.waitFor({ timeout: 60_000 });
    await expectAccessible(page);
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const text = readFileSync(await download.path(), 'utf8');
    for (const one of GONE_TEXTS) expect(text).toContain(one);
    expect(text).not.toContain('Ren Who Stays');
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)).length,
    ).toBeGreaterThan(1);
  });

  it('is erased once the id was entered again, and nothing of them is left (ja)', async () => {
    expect(await rowsThatName()).not.toEqual([]);
    const page = await signIn(story.ja.reader, 'ja');
    await choose(page, 'ja');
    await page.fill('input[name=confirm]', STAYING);
    await asked(page, 'erase', story.ja.erase);
    await page.waitForSelector(`[role=alert]:has-text("${story.ja.otherId}")`);
    await expectAccessible(page);
    expect(await rowsThatName()).not.toEqual([]);
    await page.fill('input[name=confirm]', GONE);
    await asked(page, 'erase', story.ja.erase);
    await page.waitForSelector('main table', { timeout: 60_000 });
    await page.waitForSelector('.notice:has-text("消去しました")', { timeout: 60_000 });
    await expectAccessible(page);
    expect(await rowsThatName()).toEqual([]);
  });
});
