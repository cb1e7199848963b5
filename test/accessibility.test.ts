import axe, { type AxeResults, type NodeResult, type Result } from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../domain/locale/locale.ts';
import { renderMail } from '../functions/mail/render-mail.ts';
import { needsBrowser } from './support/browser.ts';
import { defaultPlaybook } from './support/default-playbook.ts';
import { sampleMails } from './support/sample-mails.ts';
import { samplePages } from './support/sample-pages.ts';
import { sharedBrowser } from './support/shared-browser.ts';

const NARROWEST_IN_PX = 320;
const TABS = 2;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const addressOf = () => 'https://cs.example/w/linkAction';

const browser = sharedBrowser();
let tabs: Page[];

/** What axe finds wrong, or can't decide, in each document: all rules in the light, and colours again in the dark. */
async function findingsIn(documents: Iterable<[name: string, html: string]>): Promise<string[]> {
  const waiting = [...documents];
  const findings: string[] = [];
  await Promise.all(
    tabs.map(async (tab) => {
      const run = (runOnly: string[]) =>
        tab.evaluate<AxeResults>(`axe.run(${JSON.stringify({ runOnly, resultTypes: ['violations', 'incomplete'] })})`);
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const [name, html] = next;
        await tab.emulateMedia({ colorScheme: 'light' });
        await tab.setContent(html);
        findings.push(...told(`${name}, light`, await run(RULES)));
        await tab.emulateMedia({ colorScheme: 'dark' });
        findings.push(...told(`${name}, dark`, await run(['color-contrast'])));
      }
    }),
  );
  return findings;
}

function told(where: string, { violations, incomplete }: AxeResults): string[] {
  return [...violations, ...incomplete.map(withoutLookedAt)].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${where}: ${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

/**
 * What axe leaves to a person, and a person has looked at: a letter has nothing before its words that one would want to
 * skip; shapes and bars have the colours of the words beside them.
 */
function withoutLookedAt({ id, nodes }: Result): Pick<Result, 'id' | 'nodes'> {
  const isOpen = ({ any }: NodeResult) => id !== 'bypass' && !any.some(({ data }) => data?.messageKey === 'nonBmp');
  return { id, nodes: nodes.filter(isOpen) };
}

const fieldsOfNames = new Set(['name', 'byName', 'assigneeName', 'togetherWith', 'reader', 'note']);

/** Every name, and whatever somebody wrote, as long as one may be and without a place to break it. */
function withLongNames(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return fieldsOfNames.has(field) ? 'W'.repeat(1000) : value;
  if (Array.isArray(value)) return value.map((one) => withLongNames(one, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withLongNames(one, name)]));
}

describe('everybody can read and use (WCAG 2.2 AA), light and dark, on a narrow phone', needsBrowser, () => {
  beforeAll(async () => {
    const viewport = { width: NARROWEST_IN_PX, height: 640 };
    const opened = await browser();
    tabs = await Promise.all(Array.from({ length: TABS }, () => opened.newPage({ viewport })));
    // It stays while one document after the other is written into the tab.
    for (const tab of tabs) await tab.evaluate(axe.source);
  });

  it.each(languages)('every page (%s)', async (language) => {
    const pages = await samplePages(language);
    expect(pages.size).toBeGreaterThan(20);
    expect(await findingsIn(pages)).toEqual([]);
  });

  it.each(languages)('every mail (%s)', async (language) => {
    const documents = Object.entries(sampleMails).map(([name, mail]): [string, string] => [
      name,
      renderMail(mail(language), defaultPlaybook, 'Asia/Tokyo', addressOf).html,
    ]);
    expect(await findingsIn(documents)).toEqual([]);
  });

  it.each(languages)('no name in a mail, of whatever length, makes anybody scroll sideways (%s)', async (language) => {
    const tab = tabs[0] as Page;
    const wide: string[] = [];
    for (const [name, mail] of Object.entries(sampleMails)) {
      const { content, ...rest } = mail(language);
      const renamed = { ...rest, content: withLongNames(content) as typeof content };
      await tab.setContent(renderMail(renamed, defaultPlaybook, 'Asia/Tokyo', addressOf).html);
      const width = await tab.evaluate<number>('document.documentElement.scrollWidth');
      if (width > NARROWEST_IN_PX) wide.push(`${name}: ${width} px`);
    }
    expect(wide).toEqual([]);
  });

  it('and what they could not is found', async () => {
    const bad =
      '<html><title>x</title><body style="background:#fff"><p style="color:#999">pale</p><input></body></html>';
    const found = (await findingsIn([['bad', bad]])).map((finding) => finding.split(': ').slice(0, 2).join(': '));
    expect(found.sort()).toEqual([
      'bad, dark: color-contrast',
      'bad, light: color-contrast',
      'bad, light: html-has-lang',
      'bad, light: label',
    ]);
  });
});
