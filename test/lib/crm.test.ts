import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { parseConfig } from '../../lib/config.ts';
import { installation, makeInstallation, projectRoot, readConfigText, resourcesOf } from './installation.ts';

const crms = 'hubspot: { secret: ours/hubspot }, kintone: { secret: ours/kintone, url: "https://kaede.cybozu.com" }';
const withCrms = makeInstallation('crms', `${readConfigText('prod')}\ncrm: { ${crms} }\n`);
const template = withCrms.template('app');

const environmentOf = (of: typeof template, name: string) =>
  resourcesOf(of, 'AWS::Lambda::Function').find(([, { Properties }]) => Properties.FunctionName.endsWith(name))?.[1]
    .Properties.Environment.Variables;

it('nothing writes into a CRM, and nobody remembers what could be, unless one is named', () => {
  const without = installation('prod').template('app');
  expect(environmentOf(without, '-write-to-crm')).toBeUndefined();
  expect(environmentOf(without, '-score-changed').FEEDS_CRM).toBe('off');
});

it('where CRMs are named, what changes a score tells of it, and a function writes every minute', () => {
  for (const name of ['-score-changed', '-score-accounts']) expect(environmentOf(template, name).FEEDS_CRM).toBe('on');
  expect(JSON.parse(environmentOf(template, '-write-to-crm').CRMS)).toEqual({
    hubspot: { secret: 'ours/hubspot', url: 'https://api.hubapi.com' },
    kintone: { secret: 'ours/kintone', url: 'https://kaede.cybozu.com' },
  });
  expect(environmentOf(template, '-operate').CRM_NAMES).toBe('["hubspot","kintone"]');
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    Name: 'sakimawari-crms-write-to-crm',
    ScheduleExpression: 'rate(1 minute)',
  });
});

it.each(['write-to-crm-fails', 'crm-shut', 'crm-waits-too-long'])(
  'the alarm %s has its place in the runbook',
  (heading) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: `sakimawari-crms-${heading}` });
    const section = readFileSync(join(projectRoot, 'docs/runbook.md'), 'utf8').split(`\n### ${heading}\n`)[1] ?? '';
    for (const part of ['**For customers:**', '**Look first:**', '**Mend:**'])
      expect(section.split('\n### ')[0]).toContain(part);
  },
);

it("keeps to AWS's own rules", () => {
  const { violations } = new AwsSolutionsChecks().validateScope(withCrms.app);
  expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
});

it.each([
  ['crm: {}', 'is empty: name a CRM'],
  ['crm: { hubspot: {} }', 'crm.hubspot.secret is missing'],
  ['crm: { salesforce: { secret: a } }', 'crm.salesforce.url is missing'],
  ['crm: { kintone: { secret: a, url: "http://kaede.cybozu.com" } }', 'crm.kintone.url is readable on the way'],
  ['crm: { kintone: { secret: a, url: "https://kaede.cybozu.com/k/" } }', 'is no address without a path'],
  ['crm: { zoho: { secret: a } }', 'crm knows no `zoho`'],
])('a configuration is refused with what to write: %s', (line, complaint) => {
  expect(() => parseConfig('config/crms.yaml', `${readConfigText('prod')}\n${line}\n`)).toThrow(complaint);
});
