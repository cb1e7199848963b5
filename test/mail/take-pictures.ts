import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { type Language, languages } from '../../domain/account.ts';
import { renderMail } from '../../functions/mail/render-mail.ts';
import {
  defaultPlaybook,
  sampleCustomerMail,
  sampleDigestMail,
  sampleDraftMail,
  sampleFollowUpMail,
  sampleHandOverMail,
  sampleHealthListMail,
  sampleLateMail,
  sampleOperatorMail,
  sampleTaskMail,
} from '../support/sample-mails.ts';

/**
 * Pictures of the mails: `npm run pictures` makes those of the README, `npm run pictures -- FOLDER` every mail, light
 * and dark, as wide as a phone and as a desk. Needs Chromium and fonts with Japanese; CHROMIUM says where it is.
 */
const samples: Record<string, (language: Language) => ReturnType<typeof sampleTaskMail>> = {
  'task-mail': sampleTaskMail,
  'hand-over-mail': sampleHandOverMail,
  're-onboarding-mail': (language) => sampleCustomerMail(language, 're-onboarding'),
  'renewal-mail': (language) => sampleCustomerMail(language, 'renewal-intent'),
  'digest-mail': sampleDigestMail,
  'health-list-mail': sampleHealthListMail,
  'follow-up-mail': sampleFollowUpMail,
  'reminder-mail': (language) => sampleLateMail(language, 'reminder'),
  'escalation-mail': (language) => sampleLateMail(language, 'escalation'),
  'draft-mail': sampleDraftMail,
  'operator-mail': sampleOperatorMail,
};

const [folder] = process.argv.slice(2);
const pictures = Object.keys(samples).flatMap((name) =>
  languages.flatMap((language) =>
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      [390, 800].map((width) => ({ name, language, colorScheme, width })),
    ),
  ),
);
const ofReadme = pictures.filter(
  ({ name, colorScheme, width }) =>
    ['task-mail', 'digest-mail', 'health-list-mail'].includes(name) && colorScheme === 'light' && width === 800,
);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
await mkdir(folder ?? 'docs/images', { recursive: true });
for (const { name, language, colorScheme, width } of folder === undefined ? ofReadme : pictures) {
  const page = await browser.newPage({ viewport: { width, height: 600 }, colorScheme });
  const mail = (samples[name] as (typeof samples)[string])(language);
  await page.setContent(renderMail(mail, defaultPlaybook, 'Asia/Tokyo').html);
  const path =
    folder === undefined
      ? `docs/images/${name}-${language}.png`
      : `${folder}/${name}-${language}-${colorScheme}-${width}.png`;
  await page.screenshot({ path, fullPage: true });
  await page.close();
  process.stdout.write(`${path}\n`);
}
await browser.close();
