import { expect, it } from 'vitest';
import { logMetrics } from '../../../functions/runtime/metrics.ts';
import { linesLogged } from '../../support/lines-logged.ts';

const logged = linesLogged();

it('a metric tells CloudWatch its unit', () => {
  logMetrics('swept', { HeldMails: 2, OldestPendingMailInSeconds: 90, SendingQuotaUsedInPercent: 80 }, { now: 0 });
  expect(logged.map((line) => JSON.parse(line))).toMatchObject([
    {
      _aws: {
        CloudWatchMetrics: [
          {
            Metrics: [
              { Name: 'HeldMails', Unit: 'Count' },
              { Name: 'OldestPendingMailInSeconds', Unit: 'Seconds' },
              { Name: 'SendingQuotaUsedInPercent', Unit: 'Percent' },
            ],
          },
        ],
      },
    },
  ]);
});
