import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { loggedWork } from '../../../domain/activities/work-log.ts';
import { showActivities } from '../../../functions/serve-team/activities.ts';
import { actFormOn } from '../../../functions/team-pages/act-form.ts';
import { respondWithScript } from '../../../functions/team-pages/script.ts';
import { respondWith, type TeamPage } from '../../../functions/team-pages/team-page.ts';
import { expectAccessible } from '../../support/axe.ts';
import { needsBrowser } from '../../support/browser.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { formKey, readerAs } from '../../support/drawn-team-page.ts';
import { sharedBrowser } from '../../support/shared-browser.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';

const browser = sharedBrowser();
const site = 'https://cs.mirai.example';
const say = {
  en: { noted: 'Noted:', training: 'Training' },
  ja: { noted: '記録しました', training: '操作研修・勉強会' },
};
/** In the list of kinds, after those that are reactive. */
const PLACE_OF_TRAINING = 6;

/** The page as it is drawn, and what is sent from it done, without a network between. */
async function open(language: 'en' | 'ja') {
  const aoi = { id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm', language } as const;
  const team = teamInMemory({ members: [aoi] });
  let drawn = 0;
  const draw = async (query: string) => {
    drawn += 1;
    const reader = { ...readerAs('csm', language), lastAct: team.lastActOf('aoi'), isLastActTold: true };
    const form = actFormOn('/activities', { reader, formKey });
    const work = [...team.activities.values()].map((activity) => loggedWork({ id: 'shinonome' }, activity));
    const showing = {
      clock: { dayOf: () => '2026-06-02' },
      now: () => drawn,
      records: { runningPlaybook: async () => ({ version: 'v1', playbook: defaultPlaybook }) },
      keptBoard: { recent: async () => ({ ...(await team.team.board.read()), members: [aoi] }) },
      workLog: { latest: async () => ({ work }) },
    };
    const request = { reader, id: '', query: new URLSearchParams(query), form };
    const page = (await showActivities(request, showing as never)) as TeamPage;
    return respondWith(page, { reader, company: 'Mirai', form });
  };
  const page: Page = await (await (await browser()).newContext()).newPage();
  await page.route('**/*', async (route) => {
    const request = route.request();
    const { pathname, search } = new URL(request.url());
    const { form: _, ...fields } = Object.fromEntries(new URLSearchParams(request.postData() ?? ''));
    const answer = request.method() === 'POST' ? await team.press('aoi', pathname.slice('/act/'.length), fields) : null;
    const next = `${answer?.headers?.location ?? search}`;
    const shown = pathname === '/assets/keys.js' ? respondWithScript() : await draw(next.slice(next.indexOf('?') + 1));
    const { headers, body } = answer?.statusCode === 422 ? answer : shown;
    await route.fulfill({ status: 200, headers: headers as Record<string, string>, body: body as string });
  });
  await page.goto(`${site}/activities`);
  return { page, team };
}

/** A browser gives it a moment after the page is there. */
const focusOnAccount = (page: Page) => page.waitForSelector('[name=account]:focus');

describe.each(['en', 'ja'] as const)('a CSM after three trainings (%s)', needsBrowser, (language) => {
  it('logs them in a row by keys alone, without choosing anything twice', async () => {
    const { page, team } = await open(language);
    // The field of the account gets the focus; next comes the kind, then how it was.
    await focusOnAccount(page);
    await page.keyboard.type('shinonome');
    await page.keyboard.press('Tab');
    for (let place = 0; place < PLACE_OF_TRAINING; place += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`[role=status]:has-text("${say[language].noted}")`);
    for (const logged of [2, 3]) {
      await focusOnAccount(page);
      await page.keyboard.type('trading');
      await page.keyboard.press('Enter');
      await page.waitForSelector(`table.data tbody tr:nth-child(${logged})`);
    }
    const touch = { kind: 'meeting', activity: 'training', initiative: 'proactive', by: 'aoi' };
    expect([...team.activities.values()]).toMatchObject([touch, touch, touch]);
    const rows = await page.locator('table.data tbody tr').allInnerTexts();
    expect(rows).toEqual(Array(3).fill(expect.stringContaining(say[language].training)));
    await expectAccessible(page);
  });
});
