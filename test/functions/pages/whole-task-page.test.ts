import { describe, expect, it } from 'vitest';
import type { LinkAction } from '../../../domain/links/link.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { textOf } from '../../support/text-of.ts';
import { webInMemory } from '../../support/web-in-memory.ts';

const task = sampleTask();
const read = (person: string | null = 'aoi', id = task.id): LinkAction => ({
  ...{ to: 'read', account: 'shinonome', task: id, person },
});
const withTask = (changes: Partial<Task> = {}, others: Task[] = []) => {
  const all = [{ ...task, ...changes }, ...others];
  const web = webInMemory({ tasks: new Map(all.map((one) => [one.id, one])) });
  web.world.episodes.set(task.episode, { evidence: { window: 24, baseline: 40, ratio: 0.6 } });
  return web;
};
const shown = async (web: ReturnType<typeof withTask>, linkAction = read()) =>
  textOf((await web.open(linkAction)).body ?? '');

describe('the page that shows a task whole', () => {
  it('says what is asked, for whom, by when, who has it, why, how it is done, and with what data', async () => {
    const text = await shown(withTask());
    for (const part of [
      'Shinonome Trading · by Thu 4 Jun',
      'Call and ask how it is going',
      'This task is yours · high priority',
      '▼ Risk · Log-ins fell',
      '−40 % 24 log-ins in 28 days, 40 before',
      'What to do',
      'Data, as of Mon 1 Jun',
      'Hana Sato',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('offers its assignee, and whoever stands in, what can be done; everybody else reads it', async () => {
    const web = withTask();
    const acts = (body = '') => [...body.matchAll(/href="\/w\//g)].length;
    expect(acts((await web.open(read())).body)).toBe(6);
    for (const person of ['ken', 'stig', null]) expect(acts((await web.open(read(person))).body)).toBe(0);
    web.world.members = web.world.members.map((member) =>
      member.id === 'aoi' ? { ...member, standIn: 'ken', awayFrom: '2026-06-01', awayUntil: '2026-06-30' } : member,
    );
    expect(acts((await web.open(read('ken'))).body)).toBe(6);
    expect(acts((await web.open(read('stig'))).body)).toBe(0);
  });

  it('shows it as it is now: with somebody else, put off, or closed, by whom and what they wrote', async () => {
    const web = withTask();
    const toTask = (act: 'snooze' | 'hand-over' | 'done', person: string): LinkAction => ({
      ...{ to: 'task', account: 'shinonome', task: task.id, person, assignee: person, act },
    });
    await web.press(toTask('snooze', 'aoi'), { until: '2026-06-09' });
    expect(await shown(web)).toContain('back on Tue 9 Jun');
    await web.press(toTask('hand-over', 'aoi'), { to: 'person:ken', note: 'Your turf' });
    expect(await shown(web)).toContain('Ken Mori has this task');
    await web.press(toTask('done', 'ken'), { outcome: 'helped', note: 'They stay' });
    const { statusCode, body = '' } = await web.open(read('stig'));
    expect(statusCode).toBe(200);
    const text = textOf(body);
    expect(text).toContain('Marked as done by Ken Mori on Tue 2 Jun.');
    for (const part of [
      'Put off by Aoi Shiraishi to Tue 9 Jun',
      'Given to Ken Mori by Aoi Shiraishi',
      'Your turf',
      'They stay',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('names the products that a renewal is of', async () => {
    const about = { id: '2026-09-01', products: ['CRM', 'Wiki'] };
    const web = withTask({ signal: 'renewal-due', subject: about.id, data: { ...task.data, about } });
    web.world.episodes.set(task.episode, { evidence: { days: 92 } });
    const text = await shown(web);
    expect(text).toContain('until the renewal on 1 September 2026 · CRM and Wiki');
    expect(text).toMatch(/Products renewing\s*CRM, Wiki/);
  });

  it('tells when it is late', async () => {
    const web = withTask({ due: '2026-06-01' });
    expect(await shown(web)).toContain('Shinonome Trading · due since Mon 1 Jun');
  });

  it('quotes the customer’s own words: of the survey, and of the renewal', async () => {
    const answers = [{ person: 'Ren Suzuki', value: 3, comment: 'Too <slow> for us', day: '2026-05-30' }];
    expect(await shown(withTask({ data: { ...task.data, answers } }))).toContain(
      'Too <slow> for us Ren Suzuki, Sat 30 May',
    );
    const web = withTask({ signal: 'renewal-due', subject: '2026-09-01' });
    const renewalDate = '2026-09-01';
    web.world.answers.set(renewalDate, {
      ...{ renewalDate, answer: 'not-renewing', day: '2026-06-01', contact: 'ren', comment: 'The price' },
    });
    expect(await shown(web)).toContain(
      'In their own words The price “We are not planning to renew” · Ren Suzuki, Mon 1 Jun',
    );
  });

  it('names the person it is about, with the address to write to', async () => {
    const web = withTask({ signal: 'key-person-fell', subject: 'ren' });
    web.world.contact.role = 'champion';
    const { body } = await web.open(read());
    expect(textOf(body ?? '')).toContain('Who it is about Ren Suzuki · champion');
    expect(body).toContain('href="mailto:ren@shinonome.example"');
    delete web.world.contact.name;
    expect(await shown(web)).toContain('A user without a name on record');
  });

  it('lists what colleagues have in the same matter, open or done', async () => {
    const others = [
      {
        ...task,
        id: 'o1',
        template: 'check-in-look',
        assignee: 'ken',
        order: 0,
        status: 'done',
        closedOn: '2026-06-02',
        note: 'Seen',
      },
      { ...task, id: 'o2', template: 'check-in-plan', assignee: null, order: 3 },
    ] as Task[];
    const text = await shown(withTask({}, others));
    expect(text).toContain('See where the log-ins went · Ken Mori · done on Tue 2 Jun Seen');
    expect(text).toContain('· Nobody yet · by Thu 4 Jun');
  });

  it('still shows a task whose template, signal or account is gone, by the title it was raised with', async () => {
    const web = withTask({ template: 'gone', signal: 'gone' });
    web.world.account.id = 'other';
    const text = await shown(web);
    expect(text).toContain('Call the champion');
    expect(text).toContain('Data, as of Mon 1 Jun');
  });

  it('speaks the language of its reader, and in a channel the company’s', async () => {
    const web = withTask();
    expect(await shown(web, read('ken'))).toContain('Aoi Shiraishiさんが担当しているタスクです');
    expect((await web.open(read(null))).body).toContain('<html lang="en">');
  });

  it('changes nothing, neither by being opened nor by being posted to', async () => {
    const web = withTask();
    const before = web.world.tasks.get(task.id);
    await web.open(read());
    const { statusCode, body } = await web.press(read(), { outcome: 'won' });
    expect([statusCode, body]).toEqual([200, expect.stringContaining('Call and ask how it is going')]);
    expect(web.world.tasks.get(task.id)).toBe(before);
    expect(web.world.changes).toEqual([]);
  });

  it('is told of where the task is gone', async () => {
    expect((await withTask().open(read('aoi', 'gone'))).statusCode).toBe(404);
  });
});
