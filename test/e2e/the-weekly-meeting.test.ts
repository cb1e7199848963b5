import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { importRows, outputs, sendEvents } from './installation.ts';
import { fallingLogins, teamPages } from './team-pages.ts';

const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const csmOf = (language: Language) => `csm-of-${language}`;
const managerOf = (language: Language) => `manager-of-${language}`;
const nameOf = (language: Language, which: 'Large' | 'Small') => `${which} firm ${language}`;
const say = {
  en: {
    risk: '(100 − score) × MRR',
    save: 'Save',
    account: 'Account',
    agreed: 'Saved:',
  },
  ja: {
    risk: '（100−スコア）×MRR',
    save: '保存する',
    account: '顧客',
    agreed: '保存しました：',
  },
};

beforeAll(async () => {
  for (const language of languages) {
    await importRows(
      'csms',
      (['csm', 'manager'] as const).map((role) => {
        const id = role === 'csm' ? csmOf(language) : managerOf(language);
        return { id, email: `${id}@demo.example`, name: id, role, language, country: 'SE' };
      }),
    );
    const facts = { csm: csmOf(language), stage: 'adoption', licenses: 50, currency: 'JPY' };
    await importRows('accounts', [
      { ...facts, id: `small-${language}`, name: nameOf(language, 'Small'), mrr: 1_000 },
      { ...facts, id: `large-${language}`, name: nameOf(language, 'Large'), mrr: 900_000 },
    ]);
    await sendEvents([`small-${language}`, `large-${language}`].flatMap((account) => fallingLogins(account, 'u', 2)));
  }
  await operate('settle');
  await operate('score');
  await operate('settle');
});

const signedIn = teamPages();
const open = (page: Page, path: string) => page.goto(`${outputs.webUrl}${path}`);
const namesOn = (page: Page) =>
  page.evaluate<string[]>(`[...document.querySelectorAll('.data tbody th')].map((cell) => cell.textContent.trim())`);

describe.each(languages)('the weekly meeting (%s)', needsBrowser, (language) => {
  const words = say[language];
  const own = `/meeting?csm=${csmOf(language)}`;

  it('has the most at stake first, is sorted otherwise, and prints clean', async () => {
    const page = await signedIn(managerOf(language), language);
    await open(page, own);
    expect(await namesOn(page)).toEqual([nameOf(language, 'Large'), nameOf(language, 'Small')]);
    expect(await page.textContent('main')).toContain(words.risk);
    await expectAccessible(page);
    await page.click(`.data thead a:has-text("${words.account}")`);
    await page.click(`.data thead a:has-text("${words.account}")`);
    expect(await namesOn(page)).toEqual([nameOf(language, 'Small'), nameOf(language, 'Large')]);
    await page.emulateMedia({ media: 'print' });
    for (const part of ['.top', '.filters', 'summary', 'textarea']) {
      expect(await page.locator(part).first().isVisible(), part).toBe(false);
    }
    expect(await page.locator('.data').first().isVisible()).toBe(true);
    await page.close();
  });

  it('sets in place what comes next; who comes second is shown what the first one wrote', async () => {
    const manager = await signedIn(managerOf(language), language);
    const csm = await signedIn(csmOf(language), language);
    const rowOf = (page: Page) => page.locator(`.data tbody tr:has-text("${nameOf(language, 'Large')}")`);
    for (const page of [manager, csm]) await open(page, own);
    for (const page of [manager, csm]) await rowOf(page).locator('summary').click();
    await rowOf(manager).locator('textarea').fill('Call the champion');
    await rowOf(manager).locator(`button:has-text("${words.save}")`).click();
    await manager.waitForSelector(`text=${words.agreed}`);
    expect(await rowOf(manager).textContent()).toContain('Call the champion');

    await rowOf(csm).locator('textarea').fill('Write a mail');
    await rowOf(csm).locator(`button:has-text("${words.save}")`).click();
    await csm.waitForSelector('[role=alert]');
    expect(await csm.textContent('main')).toContain('Call the champion');
    expect(await csm.inputValue('textarea')).toBe('Write a mail');
    await expectAccessible(csm);
    await csm.click(`button:has-text("${words.save}")`);
    await csm.waitForSelector(`text=${words.agreed}`);
    expect(await rowOf(csm).textContent()).toContain('Write a mail');
    for (const page of [manager, csm]) await page.close();
  });

  it('has the signals and the KPIs beside it', async () => {
    const page = await signedIn(managerOf(language), language);
    for (const path of [
      '/signals',
      '/plays',
      '/signals/logins-fell',
      '/kpis',
      '/kpis?by=week',
      '/kpis?cut=csm',
      '/kpis/new-mrr?by=day',
    ]) {
      const answer = await open(page, path);
      expect(answer?.status(), path).toBe(200);
      await expectAccessible(page);
    }
    await page.close();
  });
});
