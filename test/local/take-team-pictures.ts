import { mkdir, writeFile } from 'node:fs/promises';
import { pageOfAccount, pageOfSignal } from '../../domain/links/team-pages.ts';
import type { OperationResult } from '../../functions/operate/operations.ts';
import { operate } from '../../local/operator.ts';
import { palettePng } from '../functions/mail/palette-png.ts';
import { launchBrowser } from '../support/browser.ts';

// Pictures of the team's pages at the demo company: with `npm start` running, `npm run pictures:team` makes those of the
// documentation, `npm run pictures:team -- FOLDER` each page whole, light and dark, as wide as a phone and as a desk.
// Needs Chromium and fonts with Japanese; CHROMIUM says where it is.

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
  mails: '/mails',
  'set-up': '/set-up',
};
/** In the documentation, as wide as a desk and as a phone. */
const shown = { desk: ['today', 'account', 'accounts', 'meeting', 'activities'], phone: ['today'] };

const [folder] = process.argv.slice(2);
const into = folder ?? 'docs/images/team';
await mkdir(into, { recursive: true });
const browser = await launchBrowser();
for (const [language, person] of Object.entries(readers)) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const { url } = await operate<OperationResult<'give-sign-in-link'>>('sign-in', person);
  await tab.goto(url);
  await tab.getByRole('button').first().click();
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
  await context.close();
}
await browser.close();
