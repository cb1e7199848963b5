import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressOf, LinkAction } from '../../../domain/links/link.ts';
import { type Language, languages } from '../../../domain/locale/locale.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { launchBrowser } from '../../support/browser.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { sampleMails } from '../../support/sample-mails.ts';
import { samplePages } from '../../support/sample-pages.ts';
import { palettePng } from './palette-png.ts';

// Pictures of mails and pages: `npm run pictures` makes those of the documentation, `npm run pictures -- FOLDER` all
// of them, light and dark, as wide as a phone and as a desk. Needs Chromium and fonts with Japanese; CHROMIUM says where
// it is.

/** In the documentation, whole. */
const whole = [
  'task-mail',
  'digest-mail',
  'health-list-mail',
  'renewal-mail',
  'approval-mail',
  'approval-page',
  'task-done-page',
  'renewal-page',
  'customer-page',
];
/** In the documentation also as they are in the dark. */
const inTheDark = ['task-mail', 'digest-mail', 'renewal-mail'];
const addressOf: AddressOf = Object.assign(({ to }: LinkAction) => `https://cs.example/w/${to}`, {
  page: (path: string) => `https://cs.example${path}`,
});
const PHONE_IN_PX = 390;
const DESK_IN_PX = 680;
/** Of every kind of mail the documentation shows what is seen without scrolling. */
const SEEN_AT_ONCE_IN_PX = 600;

interface Picture {
  path: string;
  width: number;
  colorScheme: 'light' | 'dark';
  height?: number;
}

const [folder] = process.argv.slice(2);
const browser = await launchBrowser();
await mkdir(folder ?? 'docs/images/mails', { recursive: true });
for (const language of languages) {
  for (const [name, html] of await documentsIn(language)) {
    for (const picture of picturesOf(name, language)) await take(html, picture);
  }
}
await browser.close();

function picturesOf(name: string, language: Language): Picture[] {
  if (folder !== undefined) {
    return (['light', 'dark'] as const).flatMap((colorScheme) =>
      [PHONE_IN_PX, DESK_IN_PX].map((width) => {
        return { path: `${folder}/${name}-${language}-${colorScheme}-${width}.png`, width, colorScheme };
      }),
    );
  }
  const pictures: Picture[] = [];
  if (whole.includes(name)) {
    const width = name.endsWith('-page') ? PHONE_IN_PX : DESK_IN_PX;
    pictures.push({ path: `docs/images/${name}-${language}.png`, width, colorScheme: 'light' });
  }
  if (name in sampleMails) {
    for (const colorScheme of inTheDark.includes(name) ? (['light', 'dark'] as const) : (['light'] as const)) {
      const path = `docs/images/mails/${name}-${language}${colorScheme === 'dark' ? '-dark' : ''}.png`;
      pictures.push({ path, width: PHONE_IN_PX, colorScheme, height: SEEN_AT_ONCE_IN_PX });
    }
  }
  return pictures;
}

async function take(html: string, { path, width, colorScheme, height }: Picture): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: height ?? SEEN_AT_ONCE_IN_PX }, colorScheme });
  await page.setContent(html);
  await writeFile(path, palettePng(await page.screenshot({ fullPage: height === undefined })));
  await page.close();
  process.stdout.write(`${path}\n`);
}

async function documentsIn(language: Language): Promise<[name: string, html: string][]> {
  const pages = await samplePages(language);
  return [
    ...Object.entries(sampleMails).map(([name, mail]): [string, string] => [
      name,
      renderMail(mail(language), defaultPlaybook, 'Asia/Tokyo', addressOf).html,
    ]),
    ...[...pages].map(([name, html]): [string, string] => [`${name}-page`, html]),
  ];
}
