import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../domain/time/day.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { operate } from '../../local/operator.ts';
import { expectAccessible } from '../support/axe.ts';
import { needsBrowser } from '../support/browser.ts';
import { sampleCustomerMail } from '../support/sample-mails.ts';
import {
  accountsTable,
  dynamo,
  heartbeat,
  importRows,
  mailsTo,
  outputs,
  sendEvents,
  todayMinus,
  until,
} from './installation.ts';
import { teamPages } from './team-pages.ts';

const withinMs = 30_000;
const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];
const ids = (language: Language) => ({
  csm: `asked-${language}`,
  manager: `releasing-${language}`,
  account: `written-to-${language}`,
  held: `held@${language}.written-to.example`,
  asked: `asked@${language}.written-to.example`,
});
const mailboxOf = (language: Language) => ({ name: 'Asked', address: `${ids(language).csm}@demo.example` });
const heldMail = (language: Language) => ({
  ...sampleCustomerMail(language, 'renewal-intent'),
  ...{ id: `by-hand/${language}/renewal-intent`, account: ids(language).account, playbook: 'v1' },
  ...{ from: mailboxOf(language), replyTo: mailboxOf(language) },
  ...{ to: { name: 'Hedda <b>', address: ids(language).held }, contact: `hedda-${language}` },
  ...{ status: 'held' as const, reason: 'SES refused the sender', createdAt: new Date().toISOString() },
});
const say = { en: { held: 'Held', dropped: 'Not sent' }, ja: { held: '保留中', dropped: '取りやめ' } };

beforeAll(async () => {
  for (const language of languages) {
    const { csm, manager, account, held, asked } = ids(language);
    const member = (id: string) => ({ id, email: `${id}@demo.example`, name: id, language, country: 'SE' });
    await importRows('csms', [
      { ...member(csm), customerMail: 'approve' },
      { ...member(manager), role: 'manager' },
    ]);
    await importRows('accounts', [
      { id: account, name: `Written to ${language}`, csm, renewalDate: addDays(todayMinus(0), 80), language },
    ]);
    await importRows('contacts', [
      { id: `ada-${language}`, account, name: 'Ada', email: asked, role: 'admin', language },
      { id: `hedda-${language}`, account, name: 'Hedda <b>', email: held, language },
    ]);
    await sendEvents(heartbeat(account));
    await batchPut(dynamo, await accountsTable(), [encodeMail(heldMail(language))]);
  }
  await operate('settle');
  for (const language of languages) await operate('score', '--account', ids(language).account);
  await operate('settle');
});

const signedIn = teamPages();

/** What was let go on a page can be taken back for a minute; an operator does not wait. */
async function sendAtOnce(recipient: string): Promise<void> {
  const waiting = await operate<{ id: string; to: string }[]>('outbox', '--waiting');
  await operate('outbox', 'release', waiting.find(({ to }) => to === recipient)?.id as string);
}

describe.each(languages)('mails that somebody has to decide on (%s)', needsBrowser, (language) => {
  const { csm, manager, account, held, asked } = ids(language);
  const words = say[language];

  it('are found, read, dropped, put back and sent by a manager, and arrive once', async () => {
    const page = await signedIn(manager, language);
    await page.goto(`${outputs.webUrl}/mails?q=${encodeURIComponent(held.toUpperCase())}`);
    await expectAccessible(page);
    await page.click(`a.whole:has-text("Hedda <b>")`);
    await page.waitForSelector(`.lead:has-text("${words.held}")`);
    await expectAccessible(page);
    const press = (act: string) => page.click(`form[action="/act/mails/${act}"] button`);
    await press('drop');
    await page.waitForSelector(`.lead:has-text("${words.dropped}")`);
    await press('put-back');
    await page.waitForSelector(`.lead:has-text("${words.held}")`);
    expect(await mailsTo(held)).toEqual([]);
    await press('release');
    await page.click('[role=status] form[action="/act/undo"] button');
    await page.waitForSelector(`.lead:has-text("${words.held}")`);
    await press('release');
    await page.waitForSelector('[role=status]');
    await sendAtOnce(held);
    await until('the mail that was held', withinMs, async () => (await mailsTo(held))[0]);
    expect(await mailsTo(held)).toHaveLength(1);
    await page.reload();
    expect(await page.locator('form[action="/act/mails/release"]').count()).toBe(0);
    await page.close();
  });

  it('are asked of their CSM where the day begins, who changes the words and lets them go', async () => {
    const page = await signedIn(csm, language);
    const letter = page.locator('form[action="/act/mails/decide"]');
    await page.locator('details', { has: letter }).locator('summary').first().click();
    await expectAccessible(page);
    await letter.locator('[name=subject]').fill(`My words ${language}`);
    await letter.locator('[name=body]').fill('Dear Ada,\n\n{{ answerLinks }}\n');
    await letter.locator('button[value=send]').click();
    await page.waitForSelector('[role=status]');
    expect(await letter.count()).toBe(0);
    await sendAtOnce(asked);
    const arrived = await until('the mail that was approved', withinMs, async () => (await mailsTo(asked))[0]);
    expect(arrived.subject).toBe(`My words ${language}`);
    await page.goto(`${outputs.webUrl}/mails?account=${account}`);
    await expectAccessible(page);
    await page.close();
  });
});
