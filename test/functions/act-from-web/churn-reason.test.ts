import { beforeEach, describe, expect, it } from 'vitest';
import { courseOf } from '../../../domain/kpis/customer-course.ts';
import type { LinkAction, TaskAct } from '../../../domain/links/link.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { is, pays } from '../../domain/ledger/ledger-samples.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { letTimePass, noon, webInMemory } from '../../support/web-in-memory.ts';

const episode = 'shinonome/renewal-due/2026-09-01/2026-06-01';
const leaving: Partial<Task> = {
  id: `${episode}/renewal-leaving`,
  signal: 'renewal-due',
  subject: '2026-09-01',
  episode,
  template: 'renewal-leaving',
  title: 'Call about their decision to leave',
  linked: undefined,
};
let task: Task;
const toTask = (act: TaskAct, change: Partial<LinkAction> = {}): LinkAction =>
  ({ to: 'task', account: 'shinonome', person: 'aoi', task: task.id, assignee: 'aoi', act, ...change }) as LinkAction;
const undo: LinkAction = { to: 'undo', account: 'shinonome', person: 'aoi', task: leaving.id as string, change: 0 };
const done = { outcome: 'no-effect', minutes: '', note: 'Half as much elsewhere' };

let web: ReturnType<typeof webInMemory>;
beforeEach(() => {
  task = sampleTask(leaving);
  web = webInMemory({ tasks: new Map([[task.id, task]]), ledger: [pays('2026-01-01', 100)] });
});

const endOfIt = () => courseOf([...web.world.ledger, is('2026-09-01', 'churned')]).at(-1);
const given = () => web.world.ledger.slice(1);
const onPage = (body: string | undefined) => String(body);

describe('The task after a customer said that they leave', () => {
  it('asks why, out of the playbook’s list; opening the page changes nothing', async () => {
    const { body, statusCode } = (await web.open(toTask('done'))) as { body: string; statusCode: number };
    expect(statusCode).toBe(200);
    expect(body).toContain('Why do they leave?');
    expect(body).toContain('<option value="champion-left">The champion left</option>');
    expect(body).toContain('They stay after all');
    expect([given(), web.world.changes]).toEqual([[], []]);
  });

  it('is closed with the reason, which the ledger keeps with the note, and which is that of their end', async () => {
    const { body } = (await web.press(toTask('done'), { ...done, reason: 'price' })) as { body: string };
    expect(onPage(body)).toContain('<dt>Why they leave</dt><dd>Price</dd>');
    expect(web.world.tasks.get(task.id)).toMatchObject({ status: 'done', reason: 'price' });
    expect(given()).toEqual([
      {
        ...{ fact: 'churnReason', from: '2026-06-02', value: 'price', note: 'Half as much elsewhere' },
        ...{ recordedAt: noon, door: 'task', who: 'a task done by aoi' },
      },
    ]);
    expect(endOfIt()).toMatchObject({ day: '2026-09-01', reason: 'price' });
  });

  it('takes the same press twice for one, and a second choice for none', async () => {
    await web.press(toTask('done'), { ...done, reason: 'price' });
    const again = (await web.press(toTask('done'), { ...done, reason: 'price' })) as { statusCode: number };
    const other = (await web.press(toTask('done'), { ...done, reason: 'budget' })) as { statusCode: number };
    expect([again.statusCode, other.statusCode]).toEqual([200, 409]);
    expect(given()).toHaveLength(1);
    expect(web.world.tasks.get(task.id)).toMatchObject({ reason: 'price' });
  });

  it.each([{}, { reason: '' }, { reason: 'no-such-reason' }])(
    'is not closed without one of them: %j',
    async (chosen: { reason?: string }) => {
      const { body, statusCode } = (await web.press(toTask('done'), { ...done, ...chosen })) as never as {
        body: string;
        statusCode: number;
      };
      expect(statusCode).toBe(422);
      expect(body).toContain('Choose why they leave.');
      expect(body).toContain('Half as much elsewhere');
      expect(web.world.changes).toEqual([]);
    },
  );

  it('is closed without a reason where they stay after all', async () => {
    await web.press(toTask('done'), { ...done, outcome: 'won', reason: ':stays' });
    expect(web.world.tasks.get(task.id)).toMatchObject({ status: 'done', outcome: 'won' });
    expect(web.world.tasks.get(task.id)).not.toHaveProperty('reason');
    expect(given()).toEqual([]);
  });

  it('may be taken back, and the reason with it; pressed twice, it is taken back once', async () => {
    await web.press(toTask('done'), { ...done, reason: 'price' });
    web.world.now += 60_000;
    await web.press(undo);
    await web.press(undo);
    expect(web.world.tasks.get(task.id)).toMatchObject({ status: 'open' });
    expect(web.world.tasks.get(task.id)).not.toHaveProperty('reason');
    expect(given()).toHaveLength(2);
    expect(given()[1]).toMatchObject({ fact: 'churnReason', withdrawn: true, who: 'a task taken back by aoi' });
    expect(endOfIt()).not.toHaveProperty('reason');
    await web.press(toTask('done'), { ...done, reason: 'budget' });
    expect(endOfIt()).toMatchObject({ reason: 'budget' });
  });

  it('may be taken back with its reason however long it took to be written down', async () => {
    letTimePass(web.world);
    await web.press(toTask('done'), { ...done, reason: 'price' });
    await web.press(undo);
    expect(given()).toMatchObject([{ value: 'price' }, { withdrawn: true, who: 'a task taken back by aoi' }]);
  });

  it('leaves what somebody else said meanwhile where it is taken back', async () => {
    await web.press(toTask('done'), { ...done, reason: 'price' });
    const later = { ...given()[0], value: 'competitor', recordedAt: noon + 30_000, door: 'operator' } as never;
    web.world.ledger.push(later);
    web.world.now += 60_000;
    await web.press(undo);
    expect(endOfIt()).toMatchObject({ reason: 'competitor' });
  });

  it('tells the reason on the page with all that there is to know of it', async () => {
    await web.press(toTask('done'), { ...done, reason: 'champion-left' });
    const read: LinkAction = { to: 'read', account: 'shinonome', person: 'aoi', task: task.id };
    const { body } = (await web.open(read)) as { body: string };
    expect(body).toContain('Why they leave: The champion left');
  });

  it('asks for no reason where it is another task', async () => {
    const call = sampleTask({ linked: undefined });
    web.world.tasks.set(call.id, call);
    const { body } = (await web.open(toTask('done', { task: call.id } as never))) as { body: string };
    expect(body).not.toContain('Why do they leave?');
    await web.press(toTask('done', { task: call.id } as never), { ...done, reason: 'price' });
    expect(web.world.tasks.get(call.id)).toMatchObject({ status: 'done' });
    expect(given()).toEqual([]);
  });
});
