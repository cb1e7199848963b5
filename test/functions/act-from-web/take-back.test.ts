import { describe, expect, it } from 'vitest';
import type { LinkAction, TaskAct } from '../../../domain/links/link.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { textOf } from '../../support/text-of.ts';
import { requestFor, webInMemory } from '../../support/web-in-memory.ts';

const task = sampleTask();
const MINUTE = 60_000;
const toTask = (act: TaskAct, person = 'aoi', assignee = 'aoi'): LinkAction => ({
  ...{ to: 'task', account: 'shinonome', task: task.id, person, assignee, act },
});
const undo = (change = 0, person = 'aoi'): LinkAction => ({
  ...{ to: 'undo', account: 'shinonome', task: task.id, person, change },
});
async function doneTask(changes = {}) {
  const web = webInMemory({ tasks: new Map([[task.id, { ...task, ...changes }]]) });
  const { body = '' } = await web.press(toTask('done'), { outcome: 'helped', minutes: '25', note: 'They stay' });
  return { ...web, donePage: body };
}
const stored = (web: { world: { tasks: Map<string, typeof task> } }) => web.world.tasks.get(task.id);

describe('what was done a moment ago', () => {
  it('can be taken back from the page that follows: the task is as it was, and nothing of it counts', async () => {
    const web = await doneTask();
    const [, address] = /<form method="post" action="\/w\/([\w-]+)">/.exec(web.donePage) ?? [];
    expect(textOf(web.donePage)).toContain('You can take it back for 10 minutes. Undo');
    const { statusCode, body = '' } = await web.act(requestFor('POST', address as string));
    expect([statusCode, textOf(body)]).toEqual([200, expect.stringContaining('The task is open again')]);
    const { history, ...rest } = stored(web) as typeof task;
    expect(rest).toEqual(task);
    expect(history?.map(({ act, by }) => [act, by])).toEqual([
      ['done', 'aoi'],
      ['undone', 'aoi'],
    ]);
    expect(web.world.changes.at(-1)).toMatchObject({ withdrawn: { id: task.id, day: '2026-06-02' } });
    expect([web.world.evaluated.length, web.world.evaluatedLater.length]).toEqual([2, 1]);
  });

  it('twice, is taken back once; and can be done anew', async () => {
    const web = await doneTask();
    const answers = await Promise.all([web.press(undo()), web.press(undo())]);
    for (const { body = '' } of answers) expect(textOf(body)).toContain('The task is open again');
    expect(stored(web)?.history).toHaveLength(2);
    await web.press(toTask('done'), { outcome: 'won' });
    expect(stored(web)).toMatchObject({ status: 'done', outcome: 'won' });
    // The link of the first time is no link for the second.
    await web.press(undo());
    expect(stored(web)?.status).toBe('done');
    await web.press(undo(2));
    expect(stored(web)?.status).toBe('open');
  });

  it('can be seen and not be changed by opening the link', async () => {
    const web = await doneTask();
    const before = stored(web);
    expect(textOf((await web.open(undo())).body ?? '')).toContain('Open this task again?');
    expect(stored(web)).toBe(before);
  });

  it('is offered again on the page that says that it is closed, only to who did it', async () => {
    const web = await doneTask();
    expect((await web.open(toTask('done'))).body).toContain('>Undo</button>');
    expect((await web.open(toTask('done', 'ken'))).body).not.toContain('<button');
    await web.press(undo(0, 'ken'));
    expect(stored(web)?.status).toBe('done');
  });

  it('stays after ten minutes, and a sentence says so', async () => {
    const web = await doneTask();
    web.world.now += 10 * MINUTE;
    expect((await web.open(undo())).body).toContain('<button');
    web.world.now += 1;
    const { body = '' } = await web.press(undo());
    expect(textOf(body)).toContain(
      'This can no longer be undone That is possible for 10 minutes, and they have passed.',
    );
    expect((await web.open(toTask('done'))).body).not.toContain('<button');
    expect(stored(web)?.status).toBe('done');
  });

  it('says what has followed from it already, and with whom that is', async () => {
    const web = await doneTask();
    const raisedAt = new Date(web.world.now + 1000).toISOString();
    const next = { ...task, id: 'next', template: 'check-in-plan', assignee: 'ken', raisedAt };
    web.world.tasks.set('next', next);
    web.world.tasks.set('before', {
      ...next,
      id: 'before',
      template: 'check-in-look',
      raisedAt: '2026-06-01T00:00:00.000Z',
    });
    const text = textOf((await web.press(undo())).body ?? '');
    expect(text).toContain('What had followed already stays. Tell whoever has it if it should wait.');
    expect(text).toContain('· Ken Mori');
    expect(text).not.toContain('See where the log-ins went');
    expect(web.world.tasks.get('next')).toBe(next);
  });

  it('is as it was also where it had been put off', async () => {
    const web = await doneTask({ snoozedUntil: '2026-06-05' });
    await web.press(undo());
    expect(stored(web)?.snoozedUntil).toBe('2026-06-05');
  });
});

describe('a false alarm', () => {
  it('can be taken back with the word on the signal', async () => {
    const web = webInMemory({ tasks: new Map([[task.id, task]]) });
    const { body } = await web.press(toTask('false-alarm'), { note: 'Holiday' });
    expect(body).toContain('>Undo</button>');
    await web.press(undo(1));
    const { history: _, ...rest } = stored(web) as typeof task;
    expect(rest).toEqual(task);
    expect(web.world.changes.at(-1)).toMatchObject({ feedback: null, withdrawn: { id: task.id } });
  });

  it('leaves the word that was said before, also the second time', async () => {
    const web = webInMemory({ tasks: new Map([[task.id, task]]) });
    await web.press(toTask('useful'), { note: 'Right' });
    for (const change of [2, 5]) {
      await web.press(toTask('false-alarm'));
      expect(stored(web)?.feedback).toBe('false-alarm');
      await web.press(undo(change));
      expect(stored(web)).toMatchObject({ status: 'open', feedback: 'useful' });
      expect(web.world.changes.at(-1)?.feedback).toMatchObject({ verdict: 'useful', note: 'Right', by: 'aoi' });
    }
  });
});
