import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterAll, describe, expect, it } from 'vitest';
import { positiveInteger, text } from '../../functions/runtime/variables.ts';
import { AlarmedFunction } from '../../lib/constructs/alarmed-function.ts';
import { RunbookAlarms } from '../../lib/constructs/runbook-alarms.ts';

describe('a function', () => {
  const bundles = mkdtempSync(join(tmpdir(), 'sakimawari-bundles-'));
  mkdirSync(join(bundles, 'do-work'));
  writeFileSync(join(bundles, 'do-work/index.js'), '');
  afterAll(() => rmSync(bundles, { recursive: true }));

  function functionNamed(name: string) {
    const app = new App({ analyticsReporting: false });
    const stack = new Stack(app, 'stack');
    const made = new AlarmedFunction(stack, {
      name,
      prefix: 'company',
      bundles,
      environment: { TABLE: text, DAYS: positiveInteger },
      memoryInMegabytes: 128,
      timeout: Duration.seconds(10),
      effectOfFailing: 'Nothing gets done.',
      logRetention: RetentionDays.ONE_WEEK,
      alarms: new RunbookAlarms(stack, 'Alarms', { prefix: 'company', email: 'ops@example.com' }),
    });
    return { app, made };
  }

  it('is made when it is given all that its env.ts asks for', () => {
    const { app, made } = functionNamed('do-work');
    made.setEnvironment('TABLE', 'accounts');
    made.setEnvironment('DAYS', '3');
    expect(() => app.synth()).not.toThrow();
  });

  it('is refused while something that its env.ts asks for is not given', () => {
    const { app, made } = functionNamed('do-work');
    made.setEnvironment('TABLE', 'accounts');
    expect(() => app.synth()).toThrow('do-work asks for DAYS, and nothing gives it.');
  });

  it('is refused when what it is given is not what its env.ts asks for', () => {
    const { app, made } = functionNamed('do-work');
    made.setEnvironment('TABLE', 'accounts');
    made.setEnvironment('DAYS', 'three');
    expect(() => app.synth()).toThrow('DAYS of do-work is not a whole number above 0.');
  });

  it('is refused when it is given more than Lambda takes, in bytes of letters of any script', () => {
    const fits = functionNamed('do-work');
    fits.made.setEnvironment('DAYS', '3');
    fits.made.setEnvironment('TABLE', 'あ'.repeat(1361));
    expect(() => fits.app.synth()).not.toThrow();

    const { app, made } = functionNamed('do-work');
    made.setEnvironment('DAYS', '3');
    made.setEnvironment('TABLE', 'あ'.repeat(1363));
    expect(() => app.synth()).toThrow(
      'do-work is given 4099 bytes of environment, and Lambda takes 4096. The largest are TABLE (4094), DAYS (5)',
    );
  });

  it('counts what is known only when it is deployed, also within a JSON text', () => {
    const { app, made } = functionNamed('do-work');
    const { queueArn } = new Queue(Stack.of(made), 'Queue');
    const json = Stack.of(made).toJsonString(Array.from({ length: 30 }, (_, n) => ({ n, queueArn })));
    made.setEnvironment('DAYS', '3');
    made.setEnvironment('TABLE', json);
    expect(() => app.synth()).toThrow(/do-work is given 5\d{3} bytes of environment/);
  });

  it('is refused when there is no code for it', () => {
    expect(() => functionNamed('rest')).toThrow('functions/rest/handler.ts is missing');
  });
});
