import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { withCostTable } from '../../bench/costs/cost-table.ts';
import { busy, costOf, costOfNights, costOfStudy, idle, unitsOf } from '../../bench/costs/monthly-costs.ts';
import { installation, resourcesOf } from './installation.ts';

describe('What it costs', () => {
  const deployed = installation('prod');

  test.each([
    ['docs/deploying.md', 'en'],
    ['docs/deploying.ja.md', 'ja'],
  ] as const)('stands in %s as the stacks and the price list make it (else: npm run docs:costs)', (file, language) => {
    const page = readFileSync(file, 'utf8');
    expect(page).toBe(withCostTable(page, deployed, language));
  });

  test('counts the alarms, secrets and schedules that are deployed', () => {
    const units = unitsOf(deployed, idle);
    expect(units.alarm).toBe(resourcesOf(deployed.template('app'), 'AWS::CloudWatch::Alarm').length);
    expect(units.secret).toBe(3);
    // Every five minutes, every hour, twice a night, once a week, and on half of a month's days.
    expect(Math.round(units.scheduledCall)).toBe(8640 + 720 + 60 + 4 + 15);
    expect(units.transition).toBe(30 * 20);
    expect(units.queueRequest).toBe(15 * 60 * 24 * 30);
  });

  test('of scoring 100,000 accounts every night is below $4 a month, where DynamoDB costs least', () => {
    expect(costOfNights(100_000, deployed, 'us-east-1')).toBeLessThan(4);
  });

  test('of a what-if over 100,000 accounts and a year is below a dollar and ten minutes', () => {
    const { cost, minutes } = costOfStudy(100_000, deployed, 'us-east-1');
    expect(cost).toBeLessThan(1);
    expect(minutes).toBeLessThan(10);
  });

  test('is what the readmes say, rounded up to a dollar', () => {
    const total = Math.ceil(costOf(unitsOf(deployed, busy), 'ap-northeast-1').total);
    const atRest = Math.ceil(costOf(unitsOf(deployed, idle), 'ap-northeast-1').total);
    expect(readFileSync('README.md', 'utf8').replace(/\s+/g, ' ')).toContain(
      `about $${total} a month to AWS, and about $${atRest} while`,
    );
    expect(readFileSync('README.ja.md', 'utf8')).toContain(`月およそ${total}ドル、何も起きない月はおよそ${atRest}ドル`);
  });
});
