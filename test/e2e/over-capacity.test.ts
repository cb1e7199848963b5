import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { importRows, outputs, sendEvents } from './installation.ts';
import { fallingLogins, teamPages } from './team-pages.ts';

const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const ids = (language: Language) => ({
  manager: `chief-${language}`,
  over: `over-${language}`,
  free: `free-${language}`,
  firms: [1, 2, 3].map((n) => `busy-${language}-${n}`),
});
const say = {
  en: {
    menu: 'Tasks',
    over: /Over en: \d+ due .*, 0 possible/,
    handOver: 'Hand over',
    handedOver: '2 tasks handed over to Free en',
    undo: 'Undo',
    show: 'Show',
  },
  ja: {
    menu: 'タスク',
    over: /Over jaさん：.*が期限のタスクは\d+件、対応できるのは0件です/,
    handOver: '引き継ぐ',
    handedOver: '2件の担当をFree jaさんに変更しました',
    undo: '元に戻す',
    show: '絞り込む',
  },
};

beforeAll(async () => {
  for (const language of languages) {
    const { manager, over, free, firms } = ids(language);
    const member = (id: string, name: string) => ({
      ...{ id, email: `${id}@demo.example`, name: `${name} ${language}`, language, country: 'SE' },
    });
    await importRows('csms', [
      { ...member(manager, 'Chief'), role: 'manager' },
      { ...member(over, 'Over'), tasksPerWeek: 0, manager },
      { ...member(free, 'Free'), tasksPerWeek: 40, manager },
    ]);
    await importRows(
      'accounts',
      firms.map((id) => ({ id, name: `Busy ${id}`, csm: over, stage: 'adoption', licenses: 50 })),
    );
    await sendEvents(firms.flatMap((firm) => fallingLogins(firm, `u-${firm}`, 6)));
  }
  await operate('settle');
  await operate('score');
  await operate('settle');
});

const signedIn = teamPages();

/** Signed in, on the page with all tasks. */
async function tasksPage(language: Language): Promise<Page> {
  const page = await signedIn(ids(language).manager, language);
  await page.click(`nav a:has-text("${say[language].menu}")`);
  await page.waitForSelector('input[name=task]');
  return page;
}

const countOn = async (page: Page) =>
  Number(/\d+/.exec(await page.locator('p.hint', { hasText: /^\d+/ }).innerText())?.[0]);

async function countOf(page: Page, person: string): Promise<number> {
  await page.goto(`${outputs.webUrl}/tasks?person=${person}`);
  return countOn(page);
}

describe.each(languages)('a manager looks who has too much to do (%s)', needsBrowser, (language) => {
  const words = say[language];
  const { over, free, firms } = ids(language);

  it('sees who it is, hands two of their tasks to somebody with room, and takes it back', async () => {
    const page = await tasksPage(language);
    const named = page.locator('ul.notice a', { hasText: words.over });
    await named.waitFor();
    await expectAccessible(page);
    await named.click();
    await page.waitForURL(`**/tasks?person=${over}`);
    const before = await countOn(page);
    expect(before).toBeGreaterThanOrEqual(firms.length);
    const boxes = page.locator('input[name=task]');
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.selectOption('#to', `person:${free}`);
    await page.fill('#note', 'Thanks');
    await expectAccessible(page);
    await page.click(`#hand-over button:has-text("${words.handOver}")`);
    await page.waitForSelector(`text=${words.handedOver}`);
    await expectAccessible(page);
    expect(await countOf(page, free)).toBe(2);
    expect(await countOf(page, over)).toBe(before - 2);
    await page.click(`button:has-text("${words.undo}")`);
    await page.waitForSelector(`button:has-text("${words.undo}")`, { state: 'detached' });
    expect(await countOf(page, over)).toBe(before);
    expect(await countOf(page, free)).toBe(0);
    await expectAccessible(page);
  });

  it('looks for tasks by what an account is called, and opens one whole', async () => {
    const page = await tasksPage(language);
    const firm = firms[1] as string;
    await page.fill('#by-account', `busy ${firm}`);
    await page.click(`button:has-text("${words.show}")`);
    await page.waitForURL(`**/tasks?*account=busy+${firm}*`);
    expect(await countOn(page)).toBeGreaterThan(0);
    await page.locator('a.whole[id]').first().click();
    await page.waitForURL(`**/tasks/${firm}/**`);
  });
});
