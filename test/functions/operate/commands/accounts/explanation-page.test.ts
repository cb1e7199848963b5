import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Installation } from '../../../../../cli/installation.ts';
import type { Explanation } from '../../../../../domain/evaluation/explanation.ts';
import { answerRequest } from '../../../../../functions/operate/answer-request.ts';
import {
  type ExplanationPage,
  pageOfSignals,
} from '../../../../../functions/operate/commands/accounts/explanation-page.ts';
import type { Tools } from '../../../../../functions/operate/operation.ts';
import { say } from '../../../../support/operator.ts';

const NEWCOMERS = 55_000;
const LAMBDA_TAKES = 6 * 1024 * 1024;
const newcomer = (i: number): Explanation['signals'][number] => ({
  signal: 'hand-over',
  subject: `新しい担当者-${i}@shinonome.example`,
  state: i === NEWCOMERS - 1 ? 'open' : 'closed',
  since: null,
  verdict: 'holds',
  evidence: { days: 3, value: i },
});
const explanation: Explanation = {
  ...{ account: 'koa', asOf: '2026-06-01', playbook: 'v1' },
  ...{ stage: null, stageSince: null, stageUsualDays: null, stageOverdue: false },
  health: { score: null, grade: null, stale: false, change: null, parts: [] },
  signals: [
    { signal: 'logins-fell', subject: null, state: 'closed', since: null, verdict: 'holds', evidence: {} },
    ...Array.from({ length: NEWCOMERS }, (_, i) => newcomer(i)),
  ],
  unknownFacts: [],
  usageChangedLater: [],
} as Explanation;

/** An installation that hands over no more than Lambda does. */
function installation(mostBytes: number) {
  const answers: number[] = [];
  const operate = async (name: string, { from }: { from?: string }) => {
    const page = pageOfSignals(explanation, Number(from ?? 0), mostBytes);
    const answer = name === 'explain-accounts' ? { rows: [page] } : page;
    answers.push(Buffer.byteLength(JSON.stringify({ result: answer })));
    return answer;
  };
  return { answers, openInstallation: () => ({ operate }) as unknown as Installation };
}

describe('the explanation of an account with 55,000 newcomers', () => {
  it('comes in answers that Lambda hands over, and is whole for a script', async () => {
    expect(Buffer.byteLength(JSON.stringify(explanation))).toBeGreaterThan(LAMBDA_TAKES);
    for (const line of [
      ['explain', 'koa'],
      ['explain', '--all'],
    ]) {
      const { answers, openInstallation } = installation(2_000_000);
      const { json, exitCode } = await say(['--json', ...line], { openInstallation });
      expect([exitCode, [json].flat()]).toEqual([0, [explanation]]);
      expect(answers.length).toBeGreaterThan(3);
      expect(Math.max(...answers)).toBeLessThan(LAMBDA_TAKES / 2);
    }
  });

  it('shows a person the open ones and how many more there are', async () => {
    const { stdout } = await say(['explain', 'koa'], installation(2_000_000));
    expect(stdout.split('\n').length).toBeLessThan(80);
    expect(stdout).toContain('logins-fell');
    expect(stdout).toContain(`新しい担当者-${NEWCOMERS - 1}@`);
    expect(stdout).toContain('hand-over: and 54,950 more (--json lists them all)');
  });

  it('goes on where the page before ended, whatever the pages hold', () => {
    const few = { ...explanation, signals: explanation.signals.slice(0, 7) };
    const read: Explanation['signals'] = [];
    let page: ExplanationPage | undefined;
    do {
      page = pageOfSignals(few, Number(page?.next ?? 0), 1);
      expect(page.signals).toHaveLength(1);
      read.push(...page.signals);
    } while (page.next !== undefined);
    expect(read).toEqual(few.signals);
  });
});

describe('an answer that is too large all the same', () => {
  it('is a refusal that says so, not a failure without a reason', async () => {
    const versions = Array.from({ length: 60_000 }, (_, i) => ({
      version: `v${i}`,
      pushedAt: 'x',
      why: randomBytes(100).toString('hex'),
    }));
    const tools = { playbooks: { versions: async () => versions } } as unknown as Tools;
    const answer = await answerRequest({ command: 'list-playbooks' }, tools);
    expect(answer).toMatchObject({ refusal: { code: 'answer-too-large' } });
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(LAMBDA_TAKES);
  });
});
