import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { addDays, type Day } from '../../domain/time/day.ts';

export const factFiles = ['csms', 'accounts', 'contacts'] as const;

/** Customers that have left, and what all paid over the years: files to import, beside the facts of those that are there. */
export const pastFiles = { 'former-accounts': 'accounts', past: 'ledger' } as const;

/** A file to import, its dates counted from today. */
export function factsAsOf(name: (typeof factFiles)[number] | keyof typeof pastFiles, today: Day): string {
  const text = readFileSync(join(import.meta.dirname, `${name}.csv`), 'utf8');
  return text.replace(/\btoday([+-]\d+)/g, (_, days) => addDays(today, Number(days)));
}

/** What one does with the demo company's product: a version history of work that many do together. */
const demoFeatures = {
  fixes: { label: { en: 'Fixes', ja: '不具合の修正' }, events: ['bug.fixed'], mustHave: true },
  merges: { label: { en: 'Merges', ja: '変更の取り込み' }, events: ['change.merged'], mustHave: true },
  docs: { label: { en: 'Documents', ja: '文書の編集' }, events: ['docs.edited'], option: 'docs-portal' },
  tests: { label: { en: 'Tests', ja: 'テストの作成' }, events: ['test.written'], option: 'test-runner' },
  releases: { label: { en: 'Releases', ja: 'リリース' }, events: ['release.cut'] },
};

/** Does it take the mail first, or is it better to call at once? A company of this size won't know for years, and is told so. */
const demoTrial = { 'mail-first': {}, 'call-at-once': { steps: [{ task: 'touch-reach-out' }] } };

/** The default playbook for the demo company's product, whose "log-in" is a commit. */
export function demoPlaybook(defaultPlaybook: string): string {
  const playbook = parseDocument(defaultPlaybook);
  playbook.setIn(['aliases', 'change.committed'], 'login');
  playbook.set('features', demoFeatures);
  const combinations = [{ features: ['docs', 'releases'], offer: 'release-notes' }];
  playbook.setIn(['signals', 'features-combined', 'when', 'combinations'], playbook.createNode(combinations));
  playbook.setIn(['plays', 'get-in-touch', 'variants'], playbook.createNode(demoTrial));
  return playbook.toString({ lineWidth: 0 });
}
