import { describe, expect, test } from 'vitest';
import { resultOf } from '../../../cli/installation.ts';
import { UnreadablePlaybookError } from '../../../domain/playbook/unreadable-playbook.ts';
import { answerRequest } from '../../../functions/operate/answer-request.ts';
import type { Tools } from '../../../functions/operate/operation.ts';

const tools = { playbooks: { current: async () => undefined } } as unknown as Tools;

describe('a request to the operate function', () => {
  test.each([
    [undefined],
    [{}],
    [{ command: 'drop-everything' }],
    [{ command: 'toString' }],
    [{ command: 'list-tasks', openOnly: 'yes' }],
    [{ command: 'record-answer', account: 'koa', answer: 'renew', renewalDate: '2026-02-30' }],
    [{ command: 'drop-quarantined', ids: ['no-slash'] }],
  ])('that reads %j is refused before anything is done', async (event) => {
    expect(await answerRequest(event, tools)).toEqual({ refusal: expect.objectContaining({ code: 'bad-request' }) });
  });

  test('that can be explained to the operator is answered with the explanation', async () => {
    expect(await answerRequest({ command: 'show-playbook' }, tools)).toEqual({
      refusal: {
        code: 'no-playbook',
        what: 'No playbook is running.',
        why: 'None was ever pushed to this installation.',
        mend: 'Push one: sakimawari playbook push playbooks/default.yaml',
      },
    });
  });

  test('that needs a playbook which can not be read is answered with the reason and what to do', async () => {
    const stuck = {
      playbooks: {
        current: async () => Promise.reject(new UnreadablePlaybookError('v2', 'what is stored is no JSON')),
      },
    } as unknown as Tools;
    expect(await answerRequest({ command: 'show-playbook' }, stuck)).toEqual({
      refusal: {
        code: 'playbook-unreadable',
        what: 'Nothing was done.',
        why: "playbook v2 can't be read: what is stored is no JSON.",
        mend: 'Push the playbook anew (sakimawari playbook push FILE), or deploy the release that wrote it.',
      },
    });
  });

  test('that fails for a reason nobody foresaw fails as a call, for the alarm to see', async () => {
    const broken = {
      playbooks: { current: async () => Promise.reject(new Error('table is gone')) },
    } as unknown as Tools;
    await expect(answerRequest({ command: 'show-playbook' }, broken)).rejects.toThrow('table is gone');
  });

  test('whose answer is long is answered in a fraction of it', async () => {
    const versions = Array.from({ length: 60_000 }, (_, i) => ({ version: `v${i}`, why: 'よくなった'.repeat(9) }));
    const answer = await answerRequest({ command: 'list-playbooks' }, {
      playbooks: { versions: async () => versions },
    } as unknown as Tools);
    expect(JSON.stringify(answer).length).toBeLessThan(JSON.stringify(versions).length / 5);
    expect(resultOf(answer)).toMatchObject({ rows: versions });
  });
});
