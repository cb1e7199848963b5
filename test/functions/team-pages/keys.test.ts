import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { html } from '../../../functions/pages/html.ts';
import { respond } from '../../../functions/pages/page.ts';
import { respondWithScript } from '../../../functions/team-pages/script.ts';
import { goOnPage } from '../../../functions/team-pages/sign-in-pages.ts';
import { respondWith } from '../../../functions/team-pages/team-page.ts';
import { needsBrowser } from '../../support/browser.ts';
import { sharedBrowser } from '../../support/shared-browser.ts';

const browser = sharedBrowser();
const site = 'https://cs.mirai.example';
const say = { en: 'Keyboard shortcuts', ja: 'キーボード操作' };

const list = html`<form><label for="q">Search</label><input type="search" id="q" name="q"></form>
<ul class="rows"><li><a class="row" href="/tasks/a">First</a></li><li><a class="row" href="/tasks/b">Second</a></li></ul>`;

/** As the gateway would answer, with the headers that each answer has. */
async function open(locale: 'en' | 'ja' = 'en', hasScript = true): Promise<{ page: Page; posted: string[] }> {
  const context = await (await browser()).newContext({ javaScriptEnabled: hasScript });
  const page = await context.newPage();
  const posted: string[] = [];
  const reader = { locale, member: { name: 'Aoi' } };
  const shown = respondWith({ at: '', heading: 'Tasks', body: list }, {
    reader,
    company: 'Mirai',
    form: (_: string, fields: unknown) => html`<form method="post">${fields as never}</form>`,
  } as never);
  const back = respond(goOnPage({ locale, company: 'Mirai' }, { answer: 'code=1&state=2', provider: 'Mirai ID' }));
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (route.request().method() === 'POST') posted.push(`${pathname} ${route.request().postData()}`);
    const { statusCode, headers, body } =
      pathname === '/assets/keys.js' ? respondWithScript() : pathname === '/sign-in/oidc/back' ? back : shown;
    return route.fulfill({
      status: statusCode as number,
      headers: headers as Record<string, string>,
      body: body as string,
    });
  });
  await page.goto(`${site}/`);
  return { page, posted };
}

const focused = (page: Page) =>
  page.evaluate<string>('document.activeElement.textContent || document.activeElement.id');

it('the script is kept by the browser for good, under an address of its own', () => {
  const { headers } = respondWithScript();
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
});

describe('by the keyboard', needsBrowser, () => {
  it('one moves along the rows and to the search, and types there as anywhere', async () => {
    const { page } = await open();
    await page.keyboard.press('j');
    expect(await focused(page)).toBe('First');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await focused(page)).toBe('Second');
    await page.keyboard.press('k');
    expect(await focused(page)).toBe('First');
    await page.keyboard.press('/');
    await page.keyboard.type('j/k?');
    expect(await focused(page)).toBe('q');
    expect(await page.inputValue('#q')).toBe('j/k?');
    expect(await page.isVisible('dialog')).toBe(false);
  });

  it.each(['en', 'ja'] as const)('one sees which keys there are, on a page that all can read (%s)', async (locale) => {
    const { page } = await open(locale);
    await page.keyboard.press('?');
    expect(await page.isVisible(`dialog h2:has-text("${say[locale]}")`)).toBe(true);
    for (const [width, colorScheme] of [
      [390, 'light'],
      [1280, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const { violations } = await page.evaluate<{ violations: { id: string }[] }>(`${axe.source};axe.run()`);
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
    await page.keyboard.press('Escape');
    expect(await page.isVisible('dialog')).toBe(false);
  });

  it('one can turn them off, and on again', async () => {
    const { page } = await open();
    await page.click('#show-keys');
    await page.click('dialog label');
    await page.click('dialog button');
    await page.reload();
    await page.keyboard.press('j');
    await page.keyboard.press('?');
    expect(await page.isVisible('dialog')).toBe(false);
    expect(await focused(page)).not.toBe('First');
    await page.click('#show-keys');
    await page.click('dialog label');
    await page.click('dialog button');
    await page.keyboard.press('j');
    expect(await focused(page)).toBe('First');
  });

  it('nothing is there that does nothing, where no scripts run', async () => {
    const { page } = await open('en', false);
    expect(await page.isVisible('#show-keys')).toBe(false);
    expect(await page.isVisible('.rows')).toBe(true);
  });
});

describe('coming back from the identity provider', needsBrowser, () => {
  it('goes on by itself, and by the button where no scripts run', async () => {
    const { page, posted } = await open();
    await page.goto(`${site}/sign-in/oidc/back`);
    await page.waitForSelector('.rows');
    expect(posted).toEqual(['/act/sign-in/oidc answer=code%3D1%26state%3D2']);
    const without = await open('en', false);
    await without.page.goto(`${site}/sign-in/oidc/back`);
    expect(without.posted).toEqual([]);
    await without.page.click('button');
    expect(without.posted).toEqual(posted);
  });
});
