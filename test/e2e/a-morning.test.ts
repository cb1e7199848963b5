import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { importRows, outputs, sendEvents, until } from './installation.ts';
import { fallingLogins, teamPages } from './team-pages.ts';

const withinMs = 30_000;
const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const firms = ['one', 'two', 'three', 'four', 'five'] as const;
type Firm = (typeof firms)[number];
/** They are handed over together. */
const two = ['four', 'five'] as const;
const accountOf = (firm: Firm, language: Language) => `morning-${firm}-${language}`;
const nameOf = (firm: Firm, language: Language) => `Morning ${firm} ${language}`;
const csmOf = (language: Language) => `riser-${language}`;
const colleagueOf = (language: Language) => `mate-${language}`;
const words = {
  en: {
    ...{ helped: 'It helped', nextDay: 'Next working day', handOver: 'Hand over', undo: 'Undo' },
    ...{
      done: 'Done:',
      undone: 'Taken back:',
      putOff: 'Put off to',
      handedOver: 'Handed over to',
      handTwo: 'Hand over',
    },
    two: '2 tasks handed over to',
  },
  ja: {
    ...{
      helped: '効果があった',
      nextDay: '翌営業日',
      handOver: '担当を変更する',
      undo: '元に戻す',
    },
    ...{
      done: '完了にしました：',
      undone: '元に戻しました：',
      putOff: 'まで後日にしました',
      handedOver: 'に変更しました',
    },
    ...{ handTwo: '引き継ぐ', two: '2件の担当を' },
  },
};

beforeAll(async () => {
  for (const language of languages) {
    await importRows('csms', [
      {
        id: csmOf(language),
        email: `${csmOf(language)}@demo.example`,
        name: `Riser ${language}`,
        language,
        country: 'SE',
      },
      {
        id: colleagueOf(language),
        email: `${colleagueOf(language)}@demo.example`,
        name: `Mate ${language}`,
        language,
        country: 'SE',
      },
    ]);
    await importRows(
      'accounts',
      firms.map((firm) => ({
        ...{ id: accountOf(firm, language), name: nameOf(firm, language), csm: csmOf(language) },
        ...{ stage: 'adoption', licenses: 50 },
      })),
    );
    await sendEvents(firms.flatMap((firm) => fallingLogins(accountOf(firm, language), 'u', 6)));
  }
  await operate('settle');
  await operate('score');
  await operate('settle');
});

interface TaskRow {
  account: string;
  status: string;
  outcome: string | null;
  assignee: string | null;
  snoozedUntil: string | null;
}

const tasksOf = (firm: Firm, language: Language) => operate<TaskRow[]>('tasks', '--account', accountOf(firm, language));

const signedIn = teamPages();

describe.each(languages)('a morning of somebody who looks after customers (%s)', needsBrowser, (language) => {
  const say = words[language];

  it('is done where it is read: done, taken back, put off, handed over, and two more handed over at once', async () => {
    const page = await signedIn(csmOf(language), language);
    for (const firm of firms) await page.waitForSelector(`li:has-text("${nameOf(firm, language)}")`);
    await openRow(page, 'one');
    await expectAccessible(page);

    // What comes next in the matter may be raised within seconds, so that the account keeps a row.
    const task = await rowOf(page, 'one').locator('input[name=task]').inputValue();
    const isOnPage = async () => (await page.locator(`input[name=task][value="${task}"]`).count()) > 0;
    await rowOf(page, 'one').getByRole('button', { name: say.helped }).click();
    await expectTold(page, say.done);
    expect(await isOnPage()).toBe(false);
    await expectAccessible(page);
    expect(await tasksOf('one', language)).toContainEqual(
      expect.objectContaining({ status: 'done', outcome: 'helped' }),
    );
    await page.getByRole('button', { name: say.undo }).click();
    await expectTold(page, say.undone);
    expect(await isOnPage()).toBe(true);
    expect((await tasksOf('one', language)).map(({ status }) => status)).not.toContain('done');

    await openRow(page, 'two');
    await rowOf(page, 'two').getByRole('button', { name: say.nextDay }).click();
    await expectTold(page, say.putOff);
    expect((await tasksOf('two', language)).filter(({ snoozedUntil }) => snoozedUntil !== null)).toHaveLength(1);

    const theirs = await handedOver('three', language);
    await openRow(page, 'three');
    await rowOf(page, 'three').locator('input[name=to]').fill(`Mate ${language}`);
    await rowOf(page, 'three').getByRole('button', { name: say.handOver }).click();
    await expectTold(page, say.handedOver);
    expect(await handedOver('three', language)).toBe(theirs + 1);

    const colleagueHad = await Promise.all(two.map((firm) => handedOver(firm, language)));
    await page.goto(`${outputs.webUrl}/tasks?person=${csmOf(language)}`);
    for (const firm of two) {
      await page
        .locator(`tr:has-text("${nameOf(firm, language)}") input[type=checkbox]`)
        .first()
        .check();
    }
    await page.selectOption('#to', `person:${colleagueOf(language)}`);
    await page.getByRole('button', { name: say.handTwo, exact: true }).click();
    await expectTold(page, say.two);
    await expectAccessible(page);
    const colleagueHas = await Promise.all(two.map((firm) => handedOver(firm, language)));
    expect(colleagueHas).toEqual(colleagueHad.map((count) => count + 1));

    await page.goto(`${outputs.webUrl}/`);
    await rowOf(page, 'one').locator('a').first().click();
    await page.waitForSelector('form.work');
    await expectAccessible(page);
    await page.close();
  });

  const rowOf = (page: Page, firm: Firm) =>
    page.locator(`ul.rows > li:has(.work):has-text("${nameOf(firm, language)}")`).first();

  const openRow = (page: Page, firm: Firm) => rowOf(page, firm).locator('summary').click();
});

const handedOver = async (firm: Firm, language: Language) =>
  (await tasksOf(firm, language)).filter(({ assignee }) => assignee === colleagueOf(language)).length;

/** The page that follows an act tells of it, with the button that takes it back where that can be. */
const expectTold = (page: Page, text: string) =>
  until(`a notice that says ${text}`, withinMs, async () => {
    const notice = page.locator('.notice[role=status]');
    return (await notice.count()) > 0 && (await notice.first().innerText()).includes(text);
  });
