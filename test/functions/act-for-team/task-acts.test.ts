import { describe, expect, it } from 'vitest';
import type { Task } from '../../../domain/tasks/task.ts';
import { pays } from '../../domain/ledger/ledger-samples.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { teamInMemory } from '../../support/team-in-memory.ts';
import { letTimePass } from '../../support/web-in-memory.ts';

const task = sampleTask();
const others = ['one', 'two', 'three'].map((name, i) =>
  sampleTask({ id: `shinonome/logins-fell/-/2026-06-01/${name}`, title: `Task ${name}`, order: i + 2 }),
);
const withTasks = (tasks: Task[] = [task], given = {}) =>
  teamInMemory({ tasks: new Map(tasks.map((one) => [one.id, one])), ...given });
const of = (name: string): Task => others.find(({ title }) => title === `Task ${name}`) as Task;

describe('a task on the team’s pages', () => {
  it('is marked as done, by whoever does it, and the next page tells of it', async () => {
    const { press, world, lastActOf } = withTasks();
    const form = {
      task: task.id,
      seen: '0',
      outcome: 'helped',
      minutes: '25',
      note: 'They stay',
      back: '/tasks?who=all',
    };
    const answer = await press('ken', 'tasks/done', form);
    expect([answer.statusCode, answer.headers?.location]).toEqual([303, '/tasks?who=all']);
    expect(world.tasks.get(task.id)).toMatchObject({
      status: 'done',
      outcome: 'helped',
      minutes: 25,
      note: 'They stay',
    });
    expect(world.changes[0]?.activity).toMatchObject({ by: 'ken', kind: 'task' });
    expect(world.evaluated).toEqual(['shinonome']);
    expect(lastActOf('ken')).toMatchObject({
      text: '完了にしました：Shinonome Trading 様 · お電話で様子をうかがう',
    });
  });

  it('is put off by the day of a button, whatever stands in the field, or by the day in the field', async () => {
    const { press, world } = withTasks();
    await press('aoi', 'tasks/snooze', { task: task.id, seen: '0', until: '2026-06-03', day: '2026-06-20' });
    expect(world.tasks.get(task.id)?.snoozedUntil).toBe('2026-06-03');
    await press('aoi', 'tasks/snooze', { task: task.id, seen: '1', until: '', day: '2026-06-20' });
    expect(world.tasks.get(task.id)?.snoozedUntil).toBe('2026-06-20');
  });

  it.each([
    ['person:ken', 'ken'],
    ['Ken Mori', 'ken'],
    ['stig', 'stig'],
    ['role:sales', 'stig'],
  ])(
    'is handed over to whom is meant by “%s”, who is told after the minute in which it may be taken back',
    async (to, assignee) => {
      const { press, world } = withTasks();
      await press('aoi', 'tasks/hand-over', { task: task.id, seen: '0', to, note: 'Your turf' });
      expect(world.tasks.get(task.id)?.assignee).toBe(assignee);
      expect(world.mails).toMatchObject([
        { status: 'waiting', notBefore: '2026-06-02T03:01:00.000Z', person: assignee },
      ]);
    },
  );

  it('is judged, and a false alarm closes it', async () => {
    const { press, world, lastActOf } = withTasks();
    await press('aoi', 'tasks/judge', { task: task.id, seen: '0', verdict: 'too-early' });
    expect(world.tasks.get(task.id)).toMatchObject({ status: 'open', feedback: 'too-early' });
    expect(lastActOf('aoi')?.text).toContain('too early');
    await press('aoi', 'tasks/judge', { task: task.id, seen: '1', verdict: 'false-alarm' });
    expect(world.tasks.get(task.id)).toMatchObject({ status: 'done', outcome: 'false-alarm' });
  });

  it('is shown again with all that was filled in where something is wrong with it, and nothing is done', async () => {
    const { press, world } = withTasks();
    for (const [act, wrong, complaint] of [
      ['done', { minutes: '0', outcome: 'helped' }, 'Write whole minutes'],
      ['done', {}, 'Choose what came of it'],
      ['judge', { verdict: 'splendid' }, 'Choose whether it was right to raise this'],
      ['judge', {}, 'Choose whether it was right to raise this'],
      ['snooze', { until: '', day: '' }, 'Choose a day that is still to come'],
      ['snooze', { day: '2026-06-01' }, 'Choose a day that is still to come'],
      ['hand-over', { to: 'nobody of ours' }, 'Choose who gets it'],
      ['hand-over', { to: 'person:aoi' }, 'They have it already'],
    ] as const) {
      const { statusCode, body } = await press('aoi', `tasks/${act}`, {
        task: task.id,
        seen: '0',
        note: 'Kept <b>',
        ...wrong,
      });
      expect([statusCode, body]).toEqual([422, expect.stringContaining(complaint)]);
      expect(body).toContain('Kept &lt;b&gt;</textarea>');
    }
    expect(world.tasks.get(task.id)).toBe(task);
  });

  it('that is gone leads to a page that says so', async () => {
    const { statusCode } = await withTasks([]).press('aoi', 'tasks/done', { task: task.id, outcome: 'helped' });
    expect(statusCode).toBe(404);
  });

  it('is nothing that viewers work on', async () => {
    const members = [{ id: 'vera', name: 'Vera', email: 'vera@mirai.example', role: 'viewer' as const }];
    const { press, world } = withTasks([task], { members });
    for (const act of ['tasks/done', 'tasks/snooze', 'tasks/hand-over', 'tasks/judge', 'undo']) {
      expect((await press('vera', act, { task: task.id, outcome: 'helped' })).statusCode).toBe(403);
    }
    expect(world.tasks.get(task.id)).toBe(task);
  });
});

describe('two people on one task', () => {
  it('the second learns who did what, with what they wrote, and can still do it while it is open', async () => {
    const { press, world } = withTasks();
    await press('ken', 'tasks/snooze', { task: task.id, seen: '0', until: '2026-06-08' });
    const form = { task: task.id, seen: '0', outcome: 'helped', note: 'We talked' };
    const second = await press('aoi', 'tasks/done', form);
    expect(second.statusCode).toBe(409);
    expect(second.body).toContain('Ken Mori');
    expect(second.body).toContain('Mon 8 Jun');
    expect(second.body).toContain('We talked</textarea>');
    expect(world.tasks.get(task.id)?.status).toBe('open');
    const seen = /name="seen" value="(\d+)"/.exec(second.body as string)?.[1] as string;
    expect((await press('aoi', 'tasks/done', { ...form, seen })).statusCode).toBe(303);
    expect(world.tasks.get(task.id)).toMatchObject({ status: 'done', note: 'We talked' });
  });

  it('the second learns that it is done, by whom, and keeps what they wrote', async () => {
    const { press, world } = withTasks();
    await press('ken', 'tasks/done', { task: task.id, seen: '0', outcome: 'won' });
    const second = await press('aoi', 'tasks/done', { task: task.id, seen: '0', outcome: 'helped', note: 'We talked' });
    expect([second.statusCode, second.body]).toEqual([
      409,
      expect.stringContaining('<blockquote>We talked</blockquote>'),
    ]);
    expect(second.body).toContain('Ken Mori');
    expect(second.body).not.toContain('name="outcome"');
    expect(world.tasks.get(task.id)?.outcome).toBe('won');
  });

  it('the second is told as well where the first is faster by a moment', async () => {
    const { press, world, team } = withTasks();
    const get = team.tasks.get;
    let isFirst = true;
    team.tasks.get = async (account, id) => {
      if (isFirst) {
        isFirst = false;
        await press('ken', 'tasks/done', { task: task.id, seen: '0', outcome: 'won' });
      }
      return get(account, id);
    };
    const second = await press('aoi', 'tasks/snooze', { task: task.id, seen: '0', until: '2026-06-08' });
    expect([second.statusCode, second.body]).toEqual([409, expect.stringContaining('Ken Mori')]);
    expect(world.tasks.get(task.id)).toMatchObject({ status: 'done', outcome: 'won' });
  });

  it('who sends the same twice is thanked twice, and it is done once', async () => {
    const { press, world } = withTasks();
    const form = { task: task.id, seen: '0', outcome: 'helped', note: 'We talked' };
    expect((await press('aoi', 'tasks/done', form)).statusCode).toBe(303);
    expect((await press('aoi', 'tasks/done', form)).statusCode).toBe(303);
    expect(world.changes).toHaveLength(1);
  });
});

describe('taking back what was done last', () => {
  it('leaves the task as it was, and says so', async () => {
    const { press, undo, world, lastActOf } = withTasks();
    await press('aoi', 'tasks/done', { task: task.id, seen: '0', outcome: 'helped' });
    expect((await undo('aoi')).statusCode).toBe(303);
    expect(world.tasks.get(task.id)).toMatchObject({ status: 'open', outcome: null });
    expect(lastActOf('aoi')).toMatchObject({ text: expect.stringContaining('Taken back: Shinonome'), left: [] });
    expect(lastActOf('aoi')?.undo).toBeUndefined();
  });

  it('takes the reason back that was given with it, however long it took to be written down', async () => {
    const leaving = sampleTask({
      ...{ id: 'shinonome/renewal-due/2026-09-01/2026-06-01/renewal-leaving', template: 'renewal-leaving' },
      ...{ signal: 'renewal-due', subject: '2026-09-01', episode: 'shinonome/renewal-due/2026-09-01/2026-06-01' },
    });
    const { press, undo, world } = withTasks([leaving], { ledger: [pays('2026-01-01', 100)] });
    letTimePass(world);
    const form = { task: leaving.id, seen: '0', outcome: 'no-effect', minutes: '', note: '', reason: 'price' };
    await press('aoi', 'tasks/done', form);
    await undo('aoi');
    expect(world.tasks.get(leaving.id)).toMatchObject({ status: 'open' });
    expect(world.ledger.slice(1)).toMatchObject([
      { value: 'price' },
      { withdrawn: true, who: 'a task taken back by aoi' },
    ]);
  });

  it('of a hand-over tells nobody of it', async () => {
    const { press, undo, world } = withTasks();
    await press('aoi', 'tasks/hand-over', { task: task.id, seen: '0', to: 'person:ken' });
    await undo('aoi');
    expect([world.tasks.get(task.id)?.assignee, world.mails]).toEqual(['aoi', []]);
  });

  it('is too late for a hand-over of which the other one has had a mail', async () => {
    const { press, undo, world, lastActOf } = withTasks();
    await press('aoi', 'tasks/hand-over', { task: task.id, seen: '0', to: 'person:ken' });
    world.mails = world.mails.map((mail) => ({ ...mail, status: 'sent' }));
    await undo('aoi');
    expect(world.tasks.get(task.id)?.assignee).toBe('ken');
    expect(lastActOf('aoi')).toMatchObject({
      text: 'Nothing was taken back',
      left: [expect.stringContaining('Ken Mori')],
    });
  });

  it('says what somebody did since, where that keeps it from being taken back', async () => {
    const { press, undo, world, lastActOf } = withTasks();
    await press('aoi', 'tasks/snooze', { task: task.id, seen: '0', until: '2026-06-08' });
    await press('ken', 'tasks/done', { task: task.id, seen: '1', outcome: 'helped' });
    await undo('aoi');
    expect(world.tasks.get(task.id)?.status).toBe('done');
    expect(lastActOf('aoi')?.left).toEqual([expect.stringMatching(/since then, .*Ken Mori/)]);
  });

  it('takes nothing else back than the page told of, and nothing at all after ten minutes', async () => {
    const { press, undo, world } = withTasks([task, of('one')]);
    await press('aoi', 'tasks/done', { task: task.id, seen: '0', outcome: 'helped' });
    const told = world.now;
    world.now += 1000;
    await press('aoi', 'tasks/done', { task: of('one').id, seen: '0', outcome: 'helped' });
    expect((await undo('aoi', told)).statusCode).toBe(409);
    world.now += 10 * 60_000 + 1;
    await undo('aoi');
    expect([...world.tasks.values()].map(({ status }) => status)).toEqual(['done', 'done']);
  });
});

describe('several tasks at once', () => {
  const chosen = (...names: string[]): [string, string][] => names.map((name) => ['task', of(name).id]);

  it('are handed over together, and taken back together', async () => {
    const { press, undo, world, lastActOf } = withTasks(others);
    const answer = await press('aoi', 'tasks/hand-over', [...chosen('one', 'two'), ['to', 'person:stig']]);
    expect(answer.statusCode).toBe(303);
    expect([...world.tasks.values()].map(({ assignee }) => assignee)).toEqual(['stig', 'stig', 'aoi']);
    expect(lastActOf('aoi')?.text).toBe('2 tasks handed over to Stig Berg');
    await undo('aoi');
    expect([...world.tasks.values()].map(({ assignee }) => assignee)).toEqual(['aoi', 'aoi', 'aoi']);
    expect(lastActOf('aoi')?.text).toBe('2 taken back');
  });

  it('are handed over as far as they can be, and what is left says why', async () => {
    const { press, world, lastActOf } = withTasks([
      of('one'),
      { ...of('two'), status: 'recovered', closedOn: '2026-06-01' },
    ]);
    const form: [string, string][] = [...chosen('one', 'two', 'three'), ['to', 'person:stig']];
    await press('aoi', 'tasks/hand-over', form);
    expect(world.tasks.get(of('one').id)?.assignee).toBe('stig');
    expect(lastActOf('aoi')?.left).toEqual([
      expect.stringContaining('closed in the meantime'),
      'One of the tasks is no longer here',
    ]);
  });

  it('have to be chosen', async () => {
    expect((await withTasks().press('aoi', 'tasks/hand-over', { to: 'person:stig' })).statusCode).toBe(422);
  });
});

describe('while the store takes nothing', () => {
  const busy = Object.assign(new Error('too much'), { name: 'ThrottlingException' });

  it('a page says so, with what was typed, and the same again behind one button', async () => {
    const { press, team, world } = withTasks();
    const { OvertakenError } = await import('../../../functions/runtime/try-again.ts');
    team.tasks.change = () => Promise.reject(new OvertakenError(busy.message));
    const form = { task: task.id, seen: '0', outcome: 'helped', note: 'They stay', back: '/tasks' };
    const { statusCode, body } = await press('aoi', 'tasks/done', form);
    expect([statusCode, body]).toEqual([429, expect.stringContaining('<blockquote>They stay</blockquote>')]);
    expect(body).toContain('action="/act/tasks/done"');
    for (const [name, value] of Object.entries(form)) expect(body).toContain(`name="${name}" value="${value}"`);
    expect(world.tasks.get(task.id)).toBe(task);
  });
});
