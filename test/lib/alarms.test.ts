import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installation, projectRoot, resourcesOf, stages } from './installation.ts';

const runbook = readFileSync(join(projectRoot, 'docs/runbook.md'), 'utf8');

/** The chapter that holds one heading per alarm, cut at its headings. */
const sections = new Map(
  (runbook.split(/^## Alarms$/m)[1] ?? '')
    .split(/^## /m)[0]
    ?.split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
);

/** Neither stage has an edge or a CRM; test/lib/edge.test.ts and test/lib/crm.test.ts look at one that has. */
const OF_WHAT_NEITHER_HAS = ['admit-from-edge-fails', 'crm-shut', 'crm-waits-too-long', 'write-to-crm-fails'];

describe.each(stages)('alarms (%s)', (stage) => {
  const template = installation(stage).template('app');
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

  it('each lead to a heading of the runbook that says what it means, where to look first and how to mend it', () => {
    expect(alarms.length).toBeGreaterThan(0);
    for (const { AlarmName, AlarmDescription } of alarms) {
      const heading = AlarmName.replace(`sakimawari-${stage}-`, '');
      expect(AlarmDescription).toMatch(new RegExp(`^[A-Z].*\\. What to do: docs/runbook\\.md#${heading}$`));
      const section = sections.get(heading);
      expect(section, `docs/runbook.md has no heading ${heading}`).toBeDefined();
      for (const part of ['**For customers:**', '**Look first:**', '**Mend:**']) expect(section).toContain(part);
    }
  });

  it('are all that the runbook has headings for', () => {
    const headings = alarms.map(({ AlarmName }) => AlarmName.replace(`sakimawari-${stage}-`, ''));
    expect([...sections.keys()].filter((heading) => !OF_WHAT_NEITHER_HAS.includes(heading)).sort()).toEqual(
      headings.sort(),
    );
  });

  it('tell somebody, and are quiet while nothing happens', () => {
    for (const { AlarmActions, TreatMissingData } of alarms) {
      expect(AlarmActions).toHaveLength(1);
      expect(TreatMissingData).toBe('notBreaching');
    }
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: installation(stage).config.alarms.email,
    });
  });

  it('watch what the functions report under the names they report it by', () => {
    const reported = alarms.filter(({ Namespace }) => Namespace === 'Sakimawari');
    expect(reported.map(({ MetricName }) => MetricName).sort()).toEqual([
      'ConflictingEvents',
      'ConflictingEvents',
      'FailedAccounts',
      'FailedAccounts',
      'FailedAssistantCalls',
      'FailedPages',
      'FailedPages',
      'FailedPages',
      'FailedPages',
      'FailedPages',
      'HeldMails',
      'LeftOutOfUsage',
      'OldestPendingMailInSeconds',
      'QuarantinedEvents',
      'QuarantinedEvents',
      'RefusedRequests',
      'SendingQuotaUsedInPercent',
      'StaleSources',
      'UnreadableRows',
      'UnreadableRows',
    ]);
    for (const { Dimensions } of reported) expect(Dimensions).toMatchObject([{ Name: 'function' }]);
  });

  const alarmOf = (heading: string) =>
    alarms.find(({ AlarmName }) => AlarmName === `sakimawari-${stage}-${heading}`) as Record<string, unknown>;

  it('are raised by every write that the index of the accounts table puts off, which the table’s own count leaves out', () => {
    const { Dimensions, ...alarm } = alarmOf('index-writes-throttled');
    expect(alarm).toMatchObject({
      Namespace: 'AWS/DynamoDB',
      MetricName: 'WriteThrottleEvents',
      Statistic: 'Sum',
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
    expect(Dimensions).toEqual(
      expect.arrayContaining([
        { Name: 'GlobalSecondaryIndexName', Value: 'listed' },
        { Name: 'TableName', Value: expect.anything() },
      ]),
    );
  });

  it('are raised when functions are turned away for ten minutes, whichever they are', () => {
    expect(alarmOf('functions-throttled')).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'Throttles',
      Statistic: 'Sum',
      Threshold: 0,
      EvaluationPeriods: 2,
    });
    expect(alarmOf('functions-throttled')).not.toHaveProperty('Dimensions');
  });

  it('are raised when more than four fifths of the mails of a day are used', () => {
    expect(alarmOf('sending-quota-nearly-used')).toMatchObject({
      MetricName: 'SendingQuotaUsedInPercent',
      Statistic: 'Maximum',
      Threshold: 80,
    });
  });
});
