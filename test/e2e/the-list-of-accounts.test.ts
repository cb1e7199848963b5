import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { heartbeat, importRows, outputs, sendEvents, until } from './installation.ts';
import { teamPages } from './team-pages.ts';

const withinMs = 30_000;
const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const csmOf = (language: Language) => `lister-${language}`;
/** Names that a spreadsheet would take for formulas, and others that break tables. */
const names = [
  '=HYPERLINK("https://e.example")',
  '+1+cmd|calc!A1',
  '-2+3',
  '@SUM(A1:A9)',
  'Quoted "Koa", Inc.',
  '<b>Bold</b> مثال',
];
const facts = (language: Language) =>
  names.map((name, n) => ({
    ...{ id: `listed-${language}-${n}`, name: `${name} ${language}`, csm: csmOf(language) },
    ...{ mrr: (n + 1) * 1_000, currency: 'JPY', stage: n === 0 ? 'expansion' : 'adoption', segment: 'listed' },
  }));

beforeAll(async () => {
  for (const language of languages) {
    const csm = csmOf(language);
    await importRows('csms', [{ id: csm, email: `${csm}@demo.example`, name: csm, language, country: 'SE' }]);
    await importRows('accounts', facts(language));
    await sendEvents(facts(language).flatMap(({ id }) => heartbeat(id)));
  }
  await operate('settle');
  await operate('score');
});

const signedIn = teamPages();
const namesOn = (page: Page) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('.data tbody a.whole')].map((link) => link.textContent.trim())`,
  );

describe.each(languages)('the list of accounts (%s)', needsBrowser, (language) => {
  const ofCsm = `${outputs.webUrl}/accounts?csm=${csmOf(language)}`;
  const all = facts(language).map(({ name }) => name);

  it('is sorted by what its columns say, searched and filtered, and keeps that in its address', async () => {
    const page = await signedIn(csmOf(language), language);
    await until('the accounts on the board', withinMs, async () => {
      await page.goto(ofCsm);
      return (await namesOn(page)).length === names.length || undefined;
    });
    await expectAccessible(page);
    await page.click('.data thead a:has-text("MRR"), .data thead a:has-text("月額")');
    const [first, second] = [await namesOn(page), all];
    expect([second, [...second].reverse()]).toContainEqual(first);
    await page.click('.data thead a:has-text("MRR"), .data thead a:has-text("月額")');
    expect(await namesOn(page)).toEqual([...first].reverse());
    await page.fill('[name=q]', '@sum');
    await page.click('main form.filters button, main form[role=search] button');
    expect(await namesOn(page)).toEqual([`@SUM(A1:A9) ${language}`]);
    expect(new URL(page.url()).searchParams.get('q')).toBe('@sum');
    await page.goto(`${ofCsm}&stage=expansion`);
    expect(await namesOn(page)).toEqual([all[0]]);
    await page.goto(`${ofCsm}&q=nobody-is-called-so`);
    expect(await page.locator('.empty').count()).toBe(1);
    await expectAccessible(page);
    await page.close();
  });

  it('is saved for a spreadsheet with what was asked for, and no name is a formula there', async () => {
    const page = await signedIn(csmOf(language), language);
    await page.goto(ofCsm);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[download]')]);
    const text = await readFile(await download.path(), 'utf8');
    const [headings = [], ...rows] = parse(text, { bom: true }) as string[][];
    expect(rows).toHaveLength(names.length);
    for (const row of rows) expect(row).toHaveLength(headings.length);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    const cells = new Set(rows.flat());
    for (const name of all) expect(cells.has(/^[=+\-@]/.test(name) ? `'${name}` : name)).toBe(true);
    await page.close();
  });
});
