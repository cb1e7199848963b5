import { describe, expect, test } from 'vitest';
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

  test('that fails for a reason nobody foresaw fails as a call, for the alarm to see', async () => {
    const broken = {
      playbooks: { current: async () => Promise.reject(new Error('table is gone')) },
    } as unknown as Tools;
    await expect(answerRequest({ command: 'show-playbook' }, broken)).rejects.toThrow('table is gone');
  });
});
