import { mkdir } from 'node:fs/promises';
import { type Language, languages } from '../../domain/account.ts';
import type { AddressOf } from '../../domain/links/link.ts';
import { renderMail } from '../../functions/mail/render-mail.ts';
import { launchBrowser } from '../support/browser.ts';
import {
  defaultPlaybook,
  sampleApprovalMail,
  sampleCustomerMail,
  sampleDigestMail,
  sampleDraftMail,
  sampleFollowUpMail,
  sampleHandOverMail,
  sampleHealthListMail,
  sampleLateMail,
  sampleMovedMail,
  sampleOperatorMail,
  sampleTaskMail,
} from '../support/sample-mails.ts';
import { samplePages } from '../support/sample-pages.ts';

/**
 * Pictures of mails and pages: `npm run pictures` makes those of the documentation, `npm run pictures -- FOLDER` all of
 * them, light and dark, as wide as a phone and as a desk. Needs Chromium and fonts with Japanese; CHROMIUM says where
 * it is.
 */
const mails: Record<string, (language: Language) => ReturnType<typeof sampleTaskMail>> = {
  'task-mail': sampleTaskMail,
  'hand-over-mail': sampleHandOverMail,
  're-onboarding-mail': (language) => sampleCustomerMail(language, 're-onboarding'),
  'renewal-mail': (language) => sampleCustomerMail(language, 'renewal-intent'),
  'digest-mail': sampleDigestMail,
  'health-list-mail': sampleHealthListMail,
  'survey-mail': (language) => sampleCustomerMail(language, 'nps-resend'),
  'follow-up-mail': sampleFollowUpMail,
  'reminder-mail': (language) => sampleLateMail(language, 'reminder'),
  'escalation-mail': (language) => sampleLateMail(language, 'escalation'),
  'handed-over-mail': (language) => sampleMovedMail(language, 'handed-over'),
  'returned-mail': (language) => sampleMovedMail(language, 'returned'),
  'draft-mail': sampleDraftMail,
  'approval-mail': sampleApprovalMail,
  'operator-mail': sampleOperatorMail,
};
const shown = [
  'task-mail',
  'digest-mail',
  'health-list-mail',
  'renewal-mail',
  'approval-mail',
  'approval-page',
  'task-done-page',
  'renewal-page',
];
const addressOf: AddressOf = ({ to }) => `https://cs.example/w/${to}`;

const [folder] = process.argv.slice(2);
const browser = await launchBrowser();
await mkdir(folder ?? 'docs/images', { recursive: true });
for (const language of languages) {
  for (const [name, html] of await documentsIn(language)) {
    if (folder === undefined && !shown.includes(name)) continue;
    const isPage = name.endsWith('-page');
    for (const colorScheme of folder === undefined ? (['light'] as const) : (['light', 'dark'] as const)) {
      for (const width of folder === undefined ? [isPage ? 390 : 800] : [360, 800]) {
        const page = await browser.newPage({ viewport: { width, height: 600 }, colorScheme });
        await page.setContent(html);
        const path =
          folder === undefined
            ? `docs/images/${name}-${language}.png`
            : `${folder}/${name}-${language}-${colorScheme}-${width}.png`;
        await page.screenshot({ path, fullPage: true });
        await page.close();
        process.stdout.write(`${path}\n`);
      }
    }
  }
}
await browser.close();

async function documentsIn(language: Language): Promise<[name: string, html: string][]> {
  const pages = await samplePages(language);
  return [
    ...Object.entries(mails).map(([name, mail]): [string, string] => [
      name,
      renderMail(mail(language), defaultPlaybook, 'Asia/Tokyo', addressOf).html,
    ]),
    ...[...pages].map(([name, html]): [string, string] => [`${name}-page`, html]),
  ];
}
