import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import { actPaths } from '../../../functions/act-for-team/take-team-act.ts';
import { AwsError } from '../../../functions/aws/aws-error.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';

const task = sampleTask();
const boss: Csm = { id: 'boss', name: 'Bo', email: 'bo@mirai.example', role: 'admin' };
const NOTE = 'They decide in July';
/** Enough for any act to get as far as the store. */
const filled = {
  ...{ task: task.id, account: task.account, mail: 'm1', member: 'boss', drawn: '1', seen: '0', before: '' },
  ...{
    outcome: 'helped',
    until: '2026-06-08',
    to: 'person:ken',
    verdict: 'too-early',
    kind: 'call',
    stage: 'adoption',
  },
  ...{ id: 'hana', name: 'Hana', email: 'hana@mirai.example', role: 'csm', lastDay: '2026-06-30' },
  ...{ decision: 'send', subject: 'Your renewal', body: 'Dear Ren' },
  ...{ activity: 'training', expectation: 'more' },
  ...{ key: 'k'.repeat(43), what: 'export', request: '00000000-0000-4000-8000-000000000000' },
  ...{ note: NOTE, text: NOTE, reason: NOTE, back: '/tasks' },
};
/** What is no store. */
const KEPT = new Set([
  'company',
  'clock',
  'now',
  'newId',
  'random',
  'sessionKeys',
  'sessions',
  'retryTiming',
  'calendar',
]);

describe.each(actPaths)('while the store takes no more, %s', (act) => {
  it('does nothing, says so, and offers the same again with all that was filled in', async () => {
    const { press, team, lastActOf } = teamInMemory({ members: [boss], tasks: new Map([[task.id, task]]) });
    await press('boss', 'tasks/snooze', filled);
    const fields = { ...filled, of: String(lastActOf('boss')?.at) };
    const overload = () => Promise.reject(new AwsError('ThrottlingException', 400, 'slow down'));
    const overloaded = Object.entries(team).filter(([name, part]) => !KEPT.has(name) && part instanceof Object);
    for (const [name, part] of overloaded) {
      const broken = typeof part === 'function' ? overload : new Proxy({}, { get: () => overload });
      Object.assign(team, { [name]: broken });
    }
    const { statusCode, body } = await press('boss', act, fields);
    expect([statusCode, body]).toEqual([429, expect.stringContaining(`action="/act/${act}"`)]);
    for (const [name, value] of Object.entries(fields)) {
      expect(body).toContain(`name="${name}" value="${value.replaceAll('"', '&quot;')}"`);
    }
    expect(body).toContain(NOTE);
  });
});
