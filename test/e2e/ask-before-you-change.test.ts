import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { importRows, sendEvents, until } from './installation.ts';
import { bringsPlaybookBack, fallingLogins, runningPlaybook, teamPages } from './team-pages.ts';

const withinMs = 120_000;
const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
/** Each language moves a signal of its own, so that neither comes between the other's versions. */
const signalOf: Record<Language, string> = { en: 'logins-fell', ja: 'usage-growing' };
const numberOf: Record<Language, string> = { en: 'when.tripsAtOrBelow', ja: 'when.tripsAtOrAbove' };
const idOf = (role: string, language: Language) => `asker-${role}-${language}`;
const people = ['manager', 'admin', 'csm', 'viewer'] as const;
const words = {
  en: {
    ask: 'See what would have been',
    answered: 'What would have been',
    publish: 'Publish as a new version',
    undo: 'Undo',
    overtaken: 'Somebody else has published in between',
    back: 'Publish it again as a new version',
    warned: 'Would it have warned of those who left?',
    look: 'Look at the past',
    compare: /^Compare values of/,
    at: (value: number) => `At ${value}%:`,
  },
  ja: {
    ask: 'この数値だった場合の結果を見る',
    answered: 'この数値だった場合の結果',
    publish: '新しい版として公開する',
    undo: '元に戻す',
    overtaken: 'ほかの人が先に公開しました',
    back: '新しい版として公開し直す',
    warned: '解約されたお客様に、事前に気づけたか',
    look: '過去の実績で確認する',
    compare: /の数値を比べる$/,
    at: (value: number) => `${value}%の場合：`,
  },
};

const runningVersion = async () => (await runningPlaybook()).version;

bringsPlaybookBack();

beforeAll(async () => {
  for (const language of languages) {
    await importRows(
      'csms',
      people.map((role) => ({
        ...{ id: idOf(role, language), email: `${idOf(role, language)}@demo.example`, role, language },
        ...{ name: `Asker ${role} ${language}`, country: 'SE' },
      })),
    );
    const account = `asked-${language}`;
    const facts = { id: account, name: `Asked ${language}`, csm: idOf('csm', language), stage: 'adoption' };
    await importRows('accounts', [{ ...facts, licenses: 50, contractStart: '2024-01-10' }]);
    await sendEvents(fallingLogins(account, 'u', 6));
  }
  await operate('settle');
});

const signedIn = teamPages();

describe.each(languages)('a manager asks before changing anything (%s)', needsBrowser, (language) => {
  const say = words[language];
  const path = `/signals/${signalOf[language]}`;
  const open = async (page: Page, address: string) => page.goto(new URL(address, page.url()).href);

  it('moves a slider, sees what would have been, publishes it, takes it back, and goes back to an older version', async () => {
    const page = await signedIn(idOf('manager', language), language);
    const before = await runningVersion();
    await open(page, path);
    await expectAccessible(page);
    const field = page.locator(`input[type=number][name="${numberOf[language]}"]`);
    const moved = String(Number(await field.inputValue()) - 10);
    await page.locator('.dial', { has: field }).locator('input[type=range]').fill(moved);
    expect(await field.inputValue()).toBe(moved);
    await page.getByRole('button', { name: say.ask }).first().click();
    await page.getByRole('heading', { name: say.answered, exact: true }).waitFor({ timeout: withinMs });
    await expectAccessible(page);
    expect(new URL(page.url()).searchParams.get(numberOf[language])).toBe(moved);

    await page.locator('textarea[name=note]').fill('Too many <for> us');
    await page.getByRole('button', { name: say.publish }).click();
    await page.getByRole('button', { name: say.undo }).waitFor();
    const published = await runningVersion();
    expect(published).not.toBe(before);
    expect(await page.locator('main').innerText()).toContain('Too many <for> us');
    await expectAccessible(page);
    await page.getByRole('button', { name: say.undo }).click();
    await until('what ran before runs again', withinMs, async () => (await runningVersion()) !== published);

    await open(page, `${path}?back=${published}`);
    await expectAccessible(page);
    await page.locator('textarea[name=note]').fill('After all');
    await page.getByRole('button', { name: say.back }).click();
    await page.getByRole('button', { name: say.undo }).waitFor();
    expect(await field.inputValue()).toBe(moved);
  });

  it('learns what another one has published meanwhile, and nothing of theirs is lost', async () => {
    const [one, other] = await Promise.all([
      signedIn(idOf('manager', language), language),
      signedIn(idOf('admin', language), language),
    ]);
    for (const [page, days] of [
      [one, 20],
      [other, 21],
    ] as const) {
      await open(page, `${path}?cooldownInDays=${days}`);
      await page.locator('details.acts summary').click();
      await page.locator('textarea[name=note]').fill(`I want ${days}`);
    }
    await one.getByRole('button', { name: say.publish }).click();
    await one.getByRole('button', { name: say.undo }).waitFor();
    await other.getByRole('button', { name: say.publish }).click();
    await other.getByText(say.overtaken).waitFor();
    expect(await other.locator('main').innerText()).toContain('I want 20');
    expect(await other.locator('textarea[name=note]').inputValue()).toBe('I want 21');
    await expectAccessible(other);
    await other.getByRole('button', { name: say.publish }).click();
    await other.getByRole('button', { name: say.undo }).waitFor();
    expect(await other.locator('input[name=cooldownInDays]').inputValue()).toBe('21');
  });

  it('asks at once whether the signal would have warned of those who left, and what other values would bring; then the figures move with the slider', async () => {
    const page = await signedIn(idOf('manager', language), language);
    await open(page, path);
    await page.getByRole('button', { name: say.look }).click();
    await page.locator('#backtest progress, #backtest .lead').first().waitFor();
    await page.getByRole('button', { name: say.compare }).click();
    await page.locator('#backtest .lead').waitFor({ timeout: withinMs });
    await page.locator('#compare .lead').waitFor({ timeout: withinMs });
    await expectAccessible(page);
    const dial = page.locator('.dial', { has: page.locator('output') });
    const runs = Number(await dial.locator('input[type=number]').inputValue());
    const told = dial.locator('output');
    expect(await told.textContent()).toContain(say.at(runs));
    // Of what was gone through, the nearest is one of the values below.
    await dial.locator('input[type=range]').fill(String(runs + 11));
    expect(await told.textContent()).toMatch(/^\D*\d+%/);
    expect(await told.textContent()).not.toContain(say.at(runs));
  });

  it.each(['csm', 'viewer'] as const)('is the only one who can change it: a %s reads', async (role) => {
    const page = await signedIn(idOf(role, language), language);
    await open(page, `${path}?cooldownInDays=20`);
    for (const name of [say.publish, say.ask]) expect(await page.getByRole('button', { name }).count()).toBe(0);
    expect(await page.locator('input[type=range]').count()).toBe(0);
    await expectAccessible(page);
  });
});
