import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { importRows } from './installation.ts';
import { bringsPlaybookBack, runningPlaybook, teamPages } from './team-pages.ts';

const withinMs = 120_000;
const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const idOf = (language: Language, role = 'manager') => `learner-${role}-${language}`;
/** Each language learns of a kind of work of its own, so that neither is said already. */
const activityOf: Record<Language, string> = { en: 'data-correction', ja: 'answer-inquiry' };
const words = {
  en: {
    propose: 'Propose for the playbook',
    button: 'Propose and try',
    publish: 'Publish',
    undo: 'Undo',
  },
  ja: {
    propose: 'プレイブックへの変更を提案',
    button: '提案して試す',
    publish: '公開する',
    undo: '元に戻す',
  },
};
const signalOf = (language: Language) => `early-${activityOf[language]}-onboarding-2`;

bringsPlaybookBack();

beforeAll(async () => {
  await importRows(
    'csms',
    languages.flatMap((language) =>
      // Somebody has to be there who would get the new task.
      (['manager', 'csm'] as const).map((role) => ({
        ...{ id: idOf(language, role), email: `${idOf(language, role)}@demo.example`, role, language },
        ...{ name: `Learner ${role} ${language}`, country: 'SE' },
      })),
    ),
  );
});

const signedIn = teamPages();
const PHONE = { width: 390, height: 760 };
const DESK = { width: 1280, height: 760 };

async function expectFit(page: Page): Promise<void> {
  for (const viewport of [PHONE, DESK]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
  }
}

describe.each(languages)('a manager makes of a move what the whole team does (%s)', needsBrowser, (language) => {
  const say = words[language];

  it('agrees on it on the map, proposes it for the playbook, sees it tried, publishes it and takes it back', async () => {
    const page = await signedIn(idOf(language), language);
    await page.goto(new URL('/map', page.url()).href);
    await page.selectOption('#move-activity', activityOf[language]);
    await page.selectOption('#move-kind', 'signal');
    await page.selectOption('#move-owner', idOf(language));
    await page.locator('form[action="/act/map/agree"] button').click();
    await page.getByRole('button', { name: say.undo }).waitFor();
    // Others have agreed on the same.
    const row = page.locator('#moves tr', { hasText: `Learner manager ${language}` });
    await row.getByRole('link', { name: say.propose }).click();
    await page.locator('#early-at').waitFor();
    await expectFit(page);
    await page.selectOption('#early-at', 'stage:onboarding-2');
    await page.fill('#why-early', 'They <ask> in the first weeks');
    await page.getByRole('button', { name: say.button }).click();
    await page.getByText('They <ask> in the first weeks').waitFor();

    const publish = page.locator('form[action="/act/proposals/publish"]');
    await publish.waitFor({ timeout: withinMs });
    expect(await page.locator('main').innerText()).toContain('They <ask> in the first weeks');
    await expectFit(page);
    await publish.locator('textarea').fill('Before they ask');
    await publish.getByRole('button', { name: say.publish, exact: true }).click();
    await page.getByRole('button', { name: say.undo }).waitFor();
    await expectAccessible(page);
    expect((await runningPlaybook()).playbook.signals[signalOf(language)]).toBeDefined();
    await page.getByRole('button', { name: say.undo }).click();
    // Another version runs since, and says the same as the one that it was tried against.
    await publish.waitFor();
    expect(await page.locator('form[action="/act/proposals/try"]').count()).toBe(0);
    expect((await runningPlaybook()).playbook.signals[signalOf(language)]).toBeUndefined();
    await page.goto(new URL('/proposals', page.url()).href);
    await expectFit(page);
    await page.goto(new URL('/map/survey', page.url()).href);
    await expectFit(page);
  });
});
