import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PERSONAL_DATA_PAGE, pageOfAccount, pageOfSignal } from '../../domain/links/team-pages.ts';
import type { OperationResult } from '../../functions/operate/operations.ts';
import { operate } from '../../local/operator.ts';
import { palettePng } from '../functions/mail/palette-png.ts';
import { launchBrowser } from '../support/browser.ts';

// Pictures of the team's pages at the demo company: with `npm start` running, `npm run pictures:team` makes those of the
// documentation, `npm run pictures:team -- FOLDER` each page whole, light and dark, as wide as a phone and as a desk.
// Needs Chromium and fonts with Japanese; CHROMIUM says where it is.

/** A question goes through a quarter of every account's past. */
const ANSWERED_WITHIN_MS = 180_000;
const DESK = { width: 1200, height: 760 };
const PHONE = { width: 390, height: 760 };

/** Somebody of the demo company who reads the pages in the language. */
const readers = { en: 'emma.lindgren', ja: 'haruka.ito' };
const pages = {
  today: '/',
  tasks: '/tasks',
  accounts: '/accounts',
  account: pageOfAccount('grunt'),
  meeting: '/meeting',
  activities: '/activities',
  signals: '/signals',
  signal: pageOfSignal('logins-fell'),
  kpis: '/kpis',
  map: '/map',
  cuts: '/map/cuts',
  survey: '/map/survey',
  mails: '/mails',
  'set-up': '/set-up',
};
/** What a manager sees once they have asked; the demo's one reads Japanese, and English for as long as these are taken. */
const MANAGER = { id: 'kenji.mori', name: '森 健司', email: 'kenji.mori@demo.example', role: 'manager' };
const TUNED = { signal: 'logins-fell', path: 'when.tripsAtOrBelow', tried: '70' };
/** In the documentation, as wide as a desk and as a phone. */
const shown = {
  desk: ['today', 'account', 'accounts', 'meeting', 'activities', 'map', 'cuts', 'survey'],
  phone: ['today'],
};
/** What of the demo's work is proposed to be done early, each language at a place of its own. */
const PROPOSED = {
  en: { place: 1, why: 'They ask for it in their first weeks, again and again.' },
  ja: { place: 2, why: '導入の最初の数週間に、繰り返しご依頼をいただいているため。' },
};

const [folder] = process.argv.slice(2);
const into = folder ?? 'docs/images/team';
await mkdir(into, { recursive: true });
const browser = await launchBrowser();
const signedIn = async (person: string): Promise<{ tab: Page; url: string }> => {
  const tab = await (await browser.newContext()).newPage();
  const { url } = await operate<OperationResult<'give-sign-in-link'>>('sign-in', person);
  await tab.goto(url);
  await tab.getByRole('button').first().click();
  return { tab, url };
};
for (const [language, person] of Object.entries(readers)) {
  const { tab, url } = await signedIn(person);
  for (const [name, path] of Object.entries(pages)) {
    for (const viewport of [DESK, PHONE]) {
      const isPhone = viewport === PHONE;
      if (folder === undefined && !shown[isPhone ? 'phone' : 'desk'].includes(name)) continue;
      for (const colorScheme of folder === undefined ? (['light'] as const) : (['light', 'dark'] as const)) {
        await tab.setViewportSize(viewport);
        await tab.emulateMedia({ colorScheme });
        await tab.goto(new URL(path, url).href);
        const marks = [name, isPhone && 'phone', colorScheme === 'dark' && 'dark', language].filter(Boolean);
        const file = `${into}/${marks.join('-')}.png`;
        await writeFile(file, palettePng(await tab.screenshot({ fullPage: folder !== undefined })));
        process.stdout.write(`${file}\n`);
      }
    }
  }
  await tab.context().close();
}
try {
  for (const language of ['en', 'ja'] as const) {
    // Whoever administers does what a manager does, too.
    await managerReads(language, 'admin');
    const { tab, url } = await signedIn(MANAGER.id);
    await pictureOfPersonalData(tab, url, language);
    await picturesOfAnswers(tab, url, language);
    await tab.context().close();
  }
} finally {
  await managerReads('ja');
}
await browser.close();

async function managerReads(language: 'en' | 'ja', role = MANAGER.role): Promise<void> {
  const file = join(await mkdtemp(join(tmpdir(), 'sakimawari-pictures-')), 'manager.ndjson');
  await writeFile(file, JSON.stringify({ ...MANAGER, language, role }));
  await operate('import', 'csms', file);
}

/** What an administrator reads before somebody is erased. */
async function pictureOfPersonalData(tab: Page, url: string, language: 'en' | 'ja'): Promise<void> {
  await tab.setViewportSize(DESK);
  await tab.goto(new URL(`${PERSONAL_DATA_PAGE}?account=grunt`, url).href);
  await tab.locator('a.row').first().click();
  const file = `${into}/personal-data-${language}.png`;
  await writeFile(file, palettePng(await tab.screenshot({ fullPage: true })));
  process.stdout.write(`${file}\n`);
}

/**
 * Values compared, other numbers tried, what came of the plays, and a proposal that was tried: each is asked as a manager
 * does, and waited for.
 */
async function picturesOfAnswers(tab: Page, url: string, language: 'en' | 'ja'): Promise<void> {
  const picture = async (name: string, from: string, height = DESK.height) => {
    const top = (await tab.locator(from).first().boundingBox())?.y ?? 0;
    const at = (await tab.evaluate('scrollY')) as number;
    const clip = { x: 0, y: Math.max(0, top + at - 24), width: DESK.width, height };
    const file = `${into}/${name}-${language}.png`;
    await writeFile(file, palettePng(await tab.screenshot({ fullPage: true, clip })));
    process.stdout.write(`${file}\n`);
  };
  await tab.setViewportSize(DESK);
  await tab.emulateMedia({ colorScheme: 'light' });
  await tab.goto(new URL(pageOfSignal(TUNED.signal), url).href);
  // In the second language it is known already.
  const ask = tab.locator('form[action$="signals/compare"] button').first();
  if (await ask.isVisible()) await ask.click();
  await tab.locator('#compare .tiles').waitFor({ timeout: ANSWERED_WITHIN_MS });
  await picture('values', '#compare', 900);
  const dial = tab.locator('.dial', { has: tab.locator('output') });
  await dial.locator('input[type=range]').fill(TUNED.tried);
  await picture('slider', '.dials', 620);
  await tab.locator('form[action$="signals/ask"] .buttons button').click();
  await tab.locator('#would-be figure').waitFor({ timeout: ANSWERED_WITHIN_MS });
  await picture('what-if', '#tried', 1_000);
  await tab.goto(new URL('/plays', url).href);
  await tab.locator('form[action$="plays/count"] button').first().click();
  await tab.locator('main table').first().waitFor({ timeout: ANSWERED_WITHIN_MS });
  await picture('plays', 'h1', 900);
  const { place, why } = PROPOSED[language];
  await tab.goto(new URL('/map', url).href);
  await tab.locator('a[href^="/proposals/new"]').first().click();
  await tab.locator('#early-at').selectOption({ index: place });
  await tab.locator('#why-early').fill(why);
  await tab
    .locator('form', { has: tab.locator('#why-early') })
    .getByRole('button')
    .click();
  await tab.locator('form[action$="proposals/publish"]').waitFor({ timeout: ANSWERED_WITHIN_MS });
  await picture('proposal', 'h1', 1_100);
}
