import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../../domain/activities/activity.ts';
import { loggedWork } from '../../domain/activities/work-log.ts';
import { encodeWork } from '../../functions/store/activities/work-log.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { encodeActivityAnswer } from '../../functions/store/work/customer-answers.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { accountsTable, dynamo, importRows, todayMinus, until } from './installation.ts';
import { bringsPlaybookBack, runningPlaybook, teamPages } from './team-pages.ts';

const withinMs = 120_000;
const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const ACTIVITY = 'data-correction';
const idOf = (role: string, language: Language) => `saver-${role}-${language}`;
const words = {
  en: {
    activity: 'Correcting data for the customer',
    work: 'The work behind the number',
    ahead: 'Do it before they ask',
    agree: 'Agree',
    agreed: /^Agreed: Correcting data for the customer/,
    move: 'Replace it by a signal',
    from: 'from G-',
    open: /Done, or drop it/,
    done: 'Done today',
    undo: 'Undo',
    toProposal: 'Propose for the playbook',
    propose: 'Propose and try',
    publish: 'Publish',
  },
  ja: {
    activity: 'データの修正代行',
    work: '数値のもとになった活動',
    ahead: '先回りに変える',
    agree: '決定する',
    agreed: /^決定しました：データの修正代行/,
    move: 'シグナルに置き換える',
    from: 'G-',
    open: /完了・取りやめ/,
    done: '今日で完了にする',
    undo: '元に戻す',
    toProposal: 'プレイブックへの変更を提案',
    propose: '提案して試す',
    publish: '公開する',
  },
};
/** Each language enters a stage of its own, so that neither proposes what the other has published. */
const stageOf: Record<Language, string> = { en: 'stage:onboarding-3', ja: 'stage:expansion' };

const runningVersion = async () => (await runningPlaybook()).version;
bringsPlaybookBack();

beforeAll(async () => {
  for (const language of languages) {
    await importRows(
      'csms',
      ['manager', 'csm'].map((role) => ({
        ...{ id: idOf(role, language), email: `${idOf(role, language)}@demo.example`, role, language },
        ...{ name: `Saver ${role} ${language}`, country: 'SE' },
      })),
    );
  }
  const stage = 'adoption';
  await importRows(
    'accounts',
    [1, 2, 3].map((n) => ({ id: `saved-${n}`, name: `Saved ${n} & Co`, csm: idOf('csm', 'en'), stage })),
  );
  // Half a year of inquiries that come again and again, and what customers said of how they were answered.
  const works = Array.from({ length: 90 }, (_, n): Activity & { account: string } => ({
    ...{ id: `saved-${n}`, account: `saved-${1 + (n % 3)}`, day: todayMinus(1 + 2 * n), kind: 'mail' },
    ...{ by: idOf('csm', n % 2 ? 'en' : 'ja'), activity: ACTIVITY, minutes: 240, initiative: 'reactive' },
  }));
  const answers = Array.from({ length: 14 }, (_, n) => ({
    ...{ account: `saved-${1 + (n % 3)}`, contact: `c${n}`, mail: `saved-mail-${n}`, activity: ACTIVITY },
    ...{ expectation: n < 12 ? ('less' as const) : ('as-expected' as const), day: todayMinus(10 + n) },
  }));
  await batchPut(dynamo, await accountsTable(), [
    ...works.flatMap(({ account, ...activity }) => loggedWork({ id: account, stage }, activity) ?? []).map(encodeWork),
    ...answers.map(encodeActivityAnswer),
  ]);
});

const signedIn = teamPages();

describe.each(languages)('a manager changes the costliest reactive work (%s)', needsBrowser, (language) => {
  const say = words[language];
  const open = async (page: Page, address: string) => page.goto(new URL(address, page.url()).href);

  it('finds it, agrees on a move, and its owner has it among the tasks of the day', async () => {
    const page = await signedIn(idOf('manager', language), language);
    await open(page, '/map/cuts?months=12');
    await expectAccessible(page);
    const costliest = page.locator('table').first().locator('tbody tr').first();
    expect(await costliest.innerText()).toContain(say.activity);

    await costliest.locator('a[href^="/map/work"]').click();
    await page.getByRole('heading', { name: say.work }).waitFor();
    expect(await page.locator('main').innerText()).toContain('Saved 1 & Co');
    await expectAccessible(page);
    await page.goBack();

    await page.getByRole('row', { name: say.activity }).first().getByRole('link', { name: say.ahead }).click();
    await page.waitForSelector('#agree');
    expect(await page.locator('select[name=activity]').first().inputValue()).toBe(ACTIVITY);
    expect(await page.locator('select[name=kind]').inputValue()).toBe('signal');
    await page.locator('select[name=owner]').selectOption(idOf('csm', language));
    await page.locator('#move-note').fill('Check the import <file> with them first');
    await expectAccessible(page);
    await page.locator('#agree').getByRole('button', { name: say.agree }).click();
    await page.getByText(say.agreed).waitFor();
    const move = page.locator('#moves tr', { hasText: `Saver csm ${language}` });
    expect(await move.innerText()).toContain(say.from);
    await expectAccessible(page);

    const owner = await signedIn(idOf('csm', language), language);
    const row = owner.locator('.rows li', { hasText: say.activity });
    expect(await row.innerText()).toContain(say.move);
    await row.getByText(say.open).click();
    await expectAccessible(owner);
    await row.getByRole('button', { name: say.done }).click();
    await owner.getByRole('button', { name: say.undo }).waitFor();
    expect(await row.count()).toBe(0);
    await owner.getByRole('button', { name: say.undo }).click();
    await row.waitFor();
  });

  it('turns it into a change of the playbook, that is tried before it is published', async () => {
    const page = await signedIn(idOf('manager', language), language);
    const before = await runningVersion();
    await open(page, '/map');
    await page
      .locator('#moves tr', { hasText: `Saver csm ${language}` })
      .getByRole('link', { name: say.toProposal })
      .click();
    await page.locator('#early-at').selectOption(stageOf[language]);
    await page.locator('#why-early').fill('They ask for it again and again');
    await expectAccessible(page);
    await page.getByRole('button', { name: say.propose }).click();
    await page.waitForURL(/\/proposals\/(?!new)/);
    const publish = page.getByRole('button', { name: say.publish, exact: true });
    await until('it has been tried', withinMs, async () => {
      await page.reload();
      return (await publish.count()) > 0;
    });
    await expectAccessible(page);
    await publish.locator('xpath=ancestor::form').locator('textarea').fill('Before they ask');
    await publish.click();
    await page.getByRole('button', { name: say.undo }).waitFor();
    expect(await runningVersion()).not.toBe(before);
  });
});
