import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { heartbeat, importRows, outputs, sendEvents, textFileOf, todayMinus } from './installation.ts';
import { teamPages } from './team-pages.ts';

const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const ids = (language: Language) => ({ csm: `talker-${language}`, account: `talked-to-${language}` });
const say = {
  en: {
    noted: 'Noted:',
    training: 'Training',
    undo: 'Undo',
    back: 'Taken back',
    calendar: 'Import meetings',
    one: '1 meeting logged.',
  },
  ja: {
    ...{ noted: '記録しました', training: '操作研修・勉強会', undo: '元に戻す', back: '元に戻しました' },
    ...{ calendar: 'カレンダーから', one: '打ち合わせを1件記録しました。' },
  },
};
/** In the list of kinds, after those that are reactive. */
const PLACE_OF_TRAINING = 6;
/** Who writes mails all day presses more than four keys a second: so many take less than ten. */
const MOST_KEYS_OF_A_TOUCH = 40;

beforeAll(async () => {
  await importRows(
    'csms',
    languages.map((language) => {
      const { csm: id } = ids(language);
      return { id, email: `${id}@talk.example`, name: `Talker ${language}`, language, country: 'JP' };
    }),
  );
  await importRows(
    'accounts',
    languages.map((language) => {
      const { csm, account: id } = ids(language);
      return { id, name: `Talked to ${language}`, csm, stage: 'adoption', contractStart: todayMinus(90), language };
    }),
  );
  await importRows(
    'contacts',
    languages.map((language) => ({
      ...{
        id: `mio-${language}`,
        account: ids(language).account,
        name: 'Mio',
        email: `mio@talked-${language}.example`,
      },
    })),
  );
  await sendEvents(languages.flatMap((language) => heartbeat(ids(language).account)));
  await operate('settle');
  await operate('score');
});

const signedIn = teamPages();

/** Counts what is pressed. */
function keyboardOf(page: Page) {
  let pressed = 0;
  return {
    async type(text: string) {
      pressed += text.length;
      await page.keyboard.type(text);
    },
    async press(...keys: string[]) {
      pressed += keys.length;
      for (const key of keys) await page.keyboard.press(key);
    },
    /** Since the last time. */
    pressed(): number {
      const count = pressed;
      pressed = 0;
      return count;
    },
  };
}

/** As a calendar program writes it. */
const calendarOf = (language: Language) => {
  const day = todayMinus(2).replaceAll('-', '');
  const meeting = (uid: string, guest: string) =>
    ['BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${day}T000000Z`, `DTSTART:${day}T030000Z`, `DTEND:${day}T034500Z`].concat([
      `SUMMARY:${uid}`,
      `ATTENDEE:mailto:${guest}`,
      'END:VEVENT',
    ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//EN']
    .concat(
      meeting('Review', `mio@talked-${language}.example`),
      meeting('Lunch', 'friend@gmail.com'),
      'END:VCALENDAR',
      '',
    )
    .join('\r\n');
};

describe.each(languages)('a CSM after a day on the phone (%s)', needsBrowser, (language) => {
  const words = say[language];
  const { csm, account } = ids(language);

  it('logs three touches by keys alone, each in seconds, sees them, takes one back, and has the meetings out of their calendar', async () => {
    const page = await signedIn(csm, language);
    const keyboard = keyboardOf(page);
    const focus = () => page.waitForSelector('[name=account]:focus');
    const rows = page.locator('table.data tbody tr');
    await page.goto(`${outputs.webUrl}/activities`);
    await focus();
    await keyboard.type(account);
    await keyboard.press('Tab', ...Array<string>(PLACE_OF_TRAINING).fill('ArrowDown'), 'Tab', 'ArrowRight', 'Enter');
    await page.waitForSelector(`[role=status]:has-text("${words.noted}")`);
    const pressed = [keyboard.pressed()];
    for (const logged of [2, 3]) {
      await focus();
      await keyboard.type(account);
      await keyboard.press('Enter');
      await page.waitForSelector(`table.data tbody tr:nth-child(${logged})`);
      pressed.push(keyboard.pressed());
    }
    expect(Math.max(...pressed)).toBeLessThan(MOST_KEYS_OF_A_TOUCH);
    expect(await rows.allInnerTexts()).toEqual(Array(3).fill(expect.stringContaining(words.training)));
    await expectAccessible(page);

    await page.click(`.notice button:has-text("${words.undo}")`);
    await page.waitForSelector(`[role=status]:has-text("${words.back}")`);
    expect(await rows.count()).toBe(2);

    await page.click(`details summary:has-text("${words.calendar}")`);
    await expectAccessible(page);
    await page.setInputFiles('[name=calendar]', textFileOf(calendarOf(language), 'ics'));
    await page.click(`form[action="/act/activities/import"] button`);
    await page.waitForSelector(`[role=status]:has-text("${words.one}")`);
    expect(await page.innerText('main')).toContain('Lunch');
    await expectAccessible(page);
    await page.click(`.notice button:has-text("${words.undo}")`);
    await page.waitForSelector(`[role=status]:has-text("${words.back}")`);
    expect(await rows.count()).toBe(2);
    const log = await operate<{ account: string }[]>('activity', 'log', '--by', csm);
    expect(log.map((one) => one.account)).toEqual([account, account]);
  });
});
