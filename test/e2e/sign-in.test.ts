import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { sharedBrowser } from '../support/shared-browser.ts';
import {
  type CaughtMail,
  heartbeat,
  importRows,
  logins,
  mailsTo,
  outputs,
  sendEvents,
  todayMinus,
  until,
} from './installation.ts';

const withinMs = 30_000;
const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const personOf = (language: Language) => `signer-${language}`;
const addressOf = (language: Language) => `${personOf(language)}@demo.example`;
const accountOf = (language: Language) => `signed-${language}`;
const say = {
  en: {
    signIn: 'Sign in',
    send: 'Send the link',
    asked: 'Look at your mail',
    today: 'Today',
    firm: 'Firm en',
    signOut: 'Sign out',
    out: 'You are signed out',
  },
  ja: {
    signIn: 'サインインする',
    send: 'リンクを送る',
    asked: 'メールを確認してください',
    today: '今日',
    firm: 'Firm ja',
    signOut: 'サインアウト',
    out: 'サインアウトしました',
  },
};

const browser = sharedBrowser();

beforeAll(async () => {
  for (const language of languages) {
    await importRows('csms', [
      { id: personOf(language), email: addressOf(language), name: `Signer ${language}`, language, country: 'SE' },
    ]);
    await importRows('accounts', [
      { id: accountOf(language), name: `Firm ${language}`, csm: personOf(language), stage: 'adoption', licenses: 50 },
    ]);
    await sendEvents([
      ...[40, 70, 100].flatMap((daysAgo) => logins(accountOf(language), 'u', daysAgo, 10)),
      ...logins(accountOf(language), 'u', 5, 4),
      ...heartbeat(accountOf(language)),
    ]);
  }
  await operate('settle');
  await operate('score');
  await operate('settle');
});

const ask = (address: string, page?: string) =>
  fetch(`${outputs.webUrl}/act/sign-in`, {
    method: 'POST',
    headers: { 'accept-language': 'en' },
    body: new URLSearchParams({ address, ...(page !== undefined && { page }) }),
    redirect: 'manual',
  });
const linkIn = ({ html }: CaughtMail) => /href="([^"]*\/sign-in\/[^"]+)"/.exec(html)?.[1] as string;
const signInMailTo = (address: string) =>
  until('a link to sign in', withinMs, async () =>
    (await mailsTo(address)).find(({ html }) => html.includes('/sign-in/')),
  );
const press = (link: string) =>
  fetch(link.replace('/sign-in/', '/act/sign-in/'), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(),
  });
const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] as string;
const open = (path: string, cookie?: string) =>
  fetch(`${outputs.webUrl}${path}`, { redirect: 'manual', headers: cookie === undefined ? {} : { cookie } });

describe.each(languages)('somebody of the team signs in (%s)', needsBrowser, (language) => {
  const words = say[language];

  it('by a link that comes by mail, sees what they have to do, opens it, and signs out', async () => {
    const page = await (await browser()).newPage({ locale: language });
    await page.goto(`${outputs.webUrl}/`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.fill('#address', addressOf(language).toUpperCase());
    await page.click('button');
    await page.waitForSelector(`text=${words.asked}`);
    await page.goto(linkIn(await signInMailTo(addressOf(language))));
    await page.click(`button:has-text("${words.signIn}")`);
    await page.waitForSelector(`h1:has-text("${words.today}")`);
    await page.waitForSelector(`text=${words.firm}`);
    await expectAccessible(page);
    await page.click(`a:has-text("${words.firm}")`);
    await page.waitForSelector('h1');
    expect(decodeURIComponent(page.url())).toContain(`/tasks/${accountOf(language)}/`);
    await expectAccessible(page);
    await page.click(`button:has-text("${words.signOut}")`);
    await page.waitForSelector(`text=${words.out}`);
    await page.goto(`${outputs.webUrl}/`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
  });
});

describe('signing in', () => {
  it('answers the same whether or not the address is known', async () => {
    const [known, unknown] = await Promise.all([ask(addressOf('en')), ask('nobody@demo.example')]);
    expect(known.status).toBe(unknown.status);
    expect(await known.text()).toBe(await unknown.text());
  });

  it('works once, by a link of the operator as well, and leads to where they wanted to go', async () => {
    const { url } = await operate<{ url: string }>('sign-in', personOf('en'));
    const shown = await fetch(url);
    expect(await shown.text()).toContain('Sign in as Signer en');
    const first = await press(url);
    expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
    const second = await press(url);
    expect([second.status, second.headers.getSetCookie()]).toEqual([410, []]);
    const page = await open('/', cookieOf(first));
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('ends at once with leaving the team, another role, and signing out', async () => {
    const enter = async () => cookieOf(await press((await operate<{ url: string }>('sign-in', 'passing')).url));
    const member = { id: 'passing', email: 'passing@demo.example', name: 'Passing', country: 'SE' };
    const statusOf = async (cookie: string) => (await open('/', cookie)).status;
    await importRows('csms', [{ ...member, role: 'manager' }]);
    const manager = await enter();
    expect(await statusOf(manager)).toBe(200);
    await importRows('csms', [{ ...member, role: 'csm' }]);
    expect(await statusOf(manager)).toBe(303);
    const csm = await enter();
    expect(await statusOf(csm)).toBe(200);
    const elsewhere = await enter();
    const ended = await operate<{ sessions: number }>('sign-out', 'passing');
    expect(ended.sessions).toBeGreaterThanOrEqual(2);
    expect([await statusOf(csm), await statusOf(elsewhere)]).toEqual([303, 303]);
    const again = await enter();
    expect(await statusOf(again)).toBe(200);
    await importRows('csms', [{ ...member, role: 'csm', leftOn: todayMinus(0) }]);
    expect(await statusOf(again)).toBe(303);
  });

  it('is asked for at most five times an hour', async () => {
    const address = 'eager@demo.example';
    await importRows('csms', [{ id: 'eager', email: address, name: 'Eager', country: 'SE' }]);
    for (let n = 0; n < 7; n += 1) expect((await ask(address)).status).toBe(200);
    await operate('settle');
    expect((await mailsTo(address)).length).toBe(5);
  });

  it('does nothing without the token of its form', async () => {
    const cookie = cookieOf(await press((await operate<{ url: string }>('sign-in', personOf('ja'))).url));
    const answer = await fetch(`${outputs.webUrl}/act/sign-out`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({ form: 'made-up' }),
      redirect: 'manual',
    });
    expect(answer.status).toBe(403);
    expect((await open('/', cookie)).status).toBe(200);
  });
});
