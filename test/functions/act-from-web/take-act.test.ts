import { describe, expect, it } from 'vitest';
import type { LinkAction, taskActs } from '../../../domain/links/link.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { requestFor, webInMemory } from '../../support/web-in-memory.ts';

const task = sampleTask();
const withTask = () => webInMemory({ tasks: new Map([[task.id, task]]) });
const toTask = (act: (typeof taskActs)[number], person = 'aoi', assignee = 'aoi'): LinkAction => ({
  ...{ to: 'task', account: 'shinonome', task: task.id, person, assignee, act },
});
const done = { outcome: 'helped' };
const customer = { account: 'shinonome', contact: 'ren' };
const renewal: LinkAction = { to: 'renewal', ...customer, renewalDate: '2026-09-01', answer: 'talk' };
const survey: LinkAction = { to: 'survey', ...customer, asked: 'e/', value: 7 };
const fit: LinkAction = { to: 'fit', ...customer, mail: 'm', template: 're-onboarding', fit: 'just-right' };
const activity: LinkAction = { to: 'activity', ...customer, mail: 'm', activity: 'training', expectation: 'less' };
const preferences: LinkAction = { to: 'preferences', ...customer, kind: 'offers' };

describe('a colleague who presses the button of a task', () => {
  it('has it done, with outcome, minutes and note, and the account is evaluated at once', async () => {
    const web = withTask();
    const { statusCode, body } = await web.press(toTask('done'), {
      outcome: 'won',
      minutes: '25',
      note: ' They stay ',
    });
    expect([statusCode, body]).toEqual([200, expect.stringContaining('Done. Thank you.')]);
    expect(web.world.tasks.get(task.id)).toMatchObject({
      status: 'done',
      outcome: 'won',
      minutes: 25,
      note: 'They stay',
    });
    expect(web.world.changes[0]?.activity).toMatchObject({ kind: 'task', by: 'aoi', minutes: 25 });
    expect(web.world.evaluated).toEqual(['shinonome']);
  });

  it('twice, has it done once, and is told so', async () => {
    const web = withTask();
    const answers = await Promise.all([web.press(toTask('done'), done), web.press(toTask('done'), done)]);
    expect(web.world.changes).toHaveLength(1);
    expect(answers.map(({ body }) => /Done\. Thank you|Marked as done by you/.test(body ?? ''))).toEqual([true, true]);
  });

  it('second, after somebody else did something, learns what has happened and by whom', async () => {
    const web = withTask();
    await web.press(toTask('hand-over'), { to: 'person:ken', note: 'Your turf' });
    const { body } = await web.press(toTask('done'), done);
    expect(body).toContain('This task is with Ken Mori now');
    expect(body).toContain('Handed over by you on Tue 2 Jun');
    expect(web.world.tasks.get(task.id)?.status).toBe('open');
    await web.press(toTask('done', 'ken', 'ken'), done);
    const late = await web.press(toTask('snooze'), { until: '2026-06-05' });
    expect(late.body).toContain('Marked as done by Ken Mori');
  });

  it('at the same moment as another learns it, too, and only one of the two acts is done', async () => {
    const web = withTask();
    const [first, second] = await Promise.all([
      web.press(toTask('hand-over'), { to: 'role:sales' }),
      web.press(toTask('done'), done),
    ]);
    expect(web.world.changes).toHaveLength(1);
    const told = `${first?.body}${second?.body}`;
    expect(told).toMatch(/Marked as done by you|This task is with Stig Berg now/);
  });

  it('puts it off to a day offered, or to another one', async () => {
    const web = withTask();
    await web.press(toTask('snooze'), { until: '2026-06-05', day: '2026-06-30' });
    expect(web.world.tasks.get(task.id)?.snoozedUntil).toBe('2026-06-30');
    expect(web.world.changes[0]?.activity?.moved).toMatchObject({ snoozedUntil: '2026-06-30' });
  });

  it('puts it off to a day off all the same, and is told that it is one', async () => {
    const web = withTask();
    const { body } = await web.press(toTask('snooze'), { day: '2026-06-07' });
    expect(body).toContain('Sun 7 Jun is a day off for you. The task comes back then all the same.');
    expect(web.world.tasks.get(task.id)?.snoozedUntil).toBe('2026-06-07');
    web.world.members = web.world.members.map((member) => ({
      ...member,
      workingDays: ['Mon', 'Tue', 'Wed', 'Fri'] as const,
    })) as never;
    expect((await web.open(toTask('snooze'))).body).not.toContain('value="2026-06-04"');
  });

  it('is told which task follows, and to whom it goes, before and after', async () => {
    const web = withTask();
    const before = (await web.open(toTask('done'))).body ?? '';
    const after = (await web.press(toTask('done'), done)).body ?? '';
    expect(before).toMatch(/Once it is done, “[^”]+” goes to you\./);
    expect(after).toMatch(/Next, “[^”]+” goes to you\./);
    const other = withTask();
    other.world.tasks.set('other', { ...task, id: 'other', assignee: 'stig' });
    expect((await other.open(toTask('done'))).body).toContain('What comes next also waits for Stig Berg.');
  });

  it('is told who at the parent gets the next task, where the play is the parent’s', async () => {
    const web = withTask();
    const { plays, signals } = web.world.playbook;
    const name = signals[task.signal]?.play as string;
    const play = { ...plays[name], level: 'parent' } as (typeof plays)[string];
    web.world.playbook = { ...web.world.playbook, plays: { ...plays, [name]: play } };
    web.world.account = { ...web.world.account, parent: 'group' };
    web.world.parent = { id: 'group', name: 'Group', csm: 'ken' };
    expect((await web.open(toTask('done'))).body).toMatch(/Once it is done, “[^”]+” goes to Ken Mori\./);
    web.world.parent = undefined;
    expect((await web.open(toTask('done'))).body).toMatch(/Once it is done, “[^”]+” goes to you\./);
  });

  it('hands it over to a person or a role, who get one mail with the note in their language', async () => {
    const web = withTask();
    await Promise.all([1, 2].map(() => web.press(toTask('hand-over'), { to: 'person:ken', note: 'Your turf' })));
    expect(web.world.mails).toHaveLength(1);
    expect(web.world.mails[0]).toMatchObject({
      ...{ kind: 'handed-over', language: 'ja', person: 'ken', to: { address: 'ken@mirai.example' } },
      content: { note: 'Your turf', byName: 'Aoi Shiraishi', task: { assignee: 'ken' } },
    });
    const other = withTask();
    await other.press(toTask('hand-over'), { to: 'role:sales' });
    expect(other.world.tasks.get(task.id)).toMatchObject({ assignee: 'stig', role: 'sales' });
  });

  it('judges the signal; a false alarm closes the task', async () => {
    const web = withTask();
    await web.press(toTask('too-early'));
    expect(web.world.tasks.get(task.id)).toMatchObject({ status: 'open', feedback: 'too-early' });
    await web.press(toTask('false-alarm'), { note: 'Holiday' });
    expect(web.world.tasks.get(task.id)).toMatchObject({ status: 'done', outcome: 'false-alarm' });
    expect(web.world.changes.at(-1)?.feedback).toMatchObject({ verdict: 'false-alarm', note: 'Holiday', by: 'aoi' });
  });

  it.each([
    ['done', { minutes: '2.5' }, 'Write whole minutes'],
    ['done', { minutes: '-1' }, 'Write whole minutes'],
    ['done', { minutes: '0x10' }, 'Write whole minutes'],
    ['done', { minutes: '25' }, 'Choose what came of it'],
    ['done', { outcome: '' }, 'Choose what came of it'],
    ['done', { outcome: 'splendid' }, 'Choose what came of it'],
    ['done', { outcome: 'false-alarm' }, 'Choose what came of it'],
    ['snooze', { until: '2026-06-02' }, 'still to come'],
    ['snooze', { day: 'soon' }, 'still to come'],
    ['snooze', { day: '2027-01-01' }, 'three months'],
    ['hand-over', {}, 'Choose who gets it'],
    ['hand-over', { to: 'person:nobody' }, 'Choose who gets it'],
    ['hand-over', { to: 'role:pope' }, 'Choose who gets it'],
    ['hand-over', { to: 'person:aoi' }, 'They have it already'],
  ] as const)(
    'with something that can’t be (%s, %o) keeps the form and is told what is wrong',
    async (act, form, wrong) => {
      const web = withTask();
      const { statusCode, body } = await web.press(toTask(act), { ...form, note: 'kept' });
      expect([statusCode, body]).toEqual([422, expect.stringContaining(wrong)]);
      if (act !== 'snooze') expect(body).toContain('>kept</textarea>');
      expect(web.world.changes).toEqual([]);
    },
  );
});

describe('a customer who answers the renewal', () => {
  it('is thanked, told what comes next, and their answer and comment stop what waited for it', async () => {
    const web = webInMemory();
    const { body } = await web.press(renewal, { answer: 'talk', comment: 'Price?' });
    expect(body).toContain('Aoi Shiraishi will get in touch');
    expect(web.world.answers.get('2026-09-01')).toEqual({
      ...{ renewalDate: '2026-09-01', answer: 'talk', day: '2026-06-02', comment: 'Price?', contact: 'ren' },
    });
    expect(web.world.evaluated).toEqual(['shinonome']);
  });

  it('and changes their mind is believed, and what they said first is kept', async () => {
    const web = webInMemory();
    await web.press(renewal, { answer: 'talk', comment: 'Price?' });
    web.world.now += 86_400_000;
    await web.press(renewal, { answer: 'not-renewing' });
    await web.press(renewal, { answer: 'not-renewing' });
    expect(web.world.answers.get('2026-09-01')).toMatchObject({
      ...{ answer: 'not-renewing', day: '2026-06-03' },
      earlier: [{ answer: 'talk', day: '2026-06-02', comment: 'Price?', contact: 'ren' }],
    });
    expect(web.world.answers.get('2026-09-01')?.earlier).toHaveLength(1);
    expect((await web.open(renewal)).body).toContain('Your answer of Wed 3 Jun');
  });
});

describe('a customer who answers a survey', () => {
  it('is counted once, however often they press, and a changed answer counts as a further one', async () => {
    const web = webInMemory();
    await web.press(survey, { value: '9', comment: 'Fast' });
    web.world.now += 60_000;
    await web.press(survey, { value: '9' });
    expect(new Set(web.world.events.map((event) => JSON.stringify(event))).size).toBe(1);
    expect(web.world.events[0]).toMatchObject({
      ...{ source: 'survey', account: 'shinonome', user: 'ren', event: 'nps.answered', value: 9, comment: 'Fast' },
    });
    await web.press(survey, { value: '3' });
    const events = web.world.events.map(({ id, value }) => `${id}: ${value}`);
    expect([...new Set(events)]).toEqual(['e/ren/1: 9', 'e/ren/2: 3']);
    expect(web.world.surveys.get('e/ren')?.given.map(({ value }) => value)).toEqual([9, 3]);
  });

  it('with a number that the scale doesn’t have is shown the scale again', async () => {
    const web = webInMemory();
    for (const value of ['11', '-1', '2.5', 'ten']) expect((await web.press(survey, { value })).statusCode).toBe(422);
    expect(web.world.events).toEqual([]);
  });

  it('comes to an end, so that nobody can fill the store', async () => {
    const web = webInMemory();
    for (let n = 0; n < 50; n += 1) await web.press(survey, { value: String(n % 11) });
    expect(web.world.surveys.get('e/ren')?.given).toHaveLength(20);
  });
});

it('what a customer says of a mail is kept, the last word last', async () => {
  const web = webInMemory();
  await web.press(fit, { fit: 'just-right' });
  await web.press(fit, { fit: 'too-much', comment: 'Weekly?' });
  expect([...web.world.mailRatings.values()]).toEqual([
    { ...customer, mail: 'm', template: 're-onboarding', fit: 'too-much', day: '2026-06-02', comment: 'Weekly?' },
  ]);
});

it('what a customer says of an activity is kept apart from what they say of the product, the last word last', async () => {
  const web = webInMemory();
  const { body } = await web.press(activity, { expectation: 'more' });
  expect(body).toContain('Thank you');
  await web.press(activity, { expectation: 'less', comment: 'Too short' });
  expect([...web.world.activityAnswers.values()]).toEqual([
    { ...customer, mail: 'm', activity: 'training', expectation: 'less', day: '2026-06-02', comment: 'Too short' },
  ]);
  // No event, no answer of a survey: the product's NPS is made of these.
  expect([web.world.events.length, web.world.surveys.size, web.world.mailRatings.size]).toEqual([0, 0, 0]);
  expect((await web.press(activity, { expectation: 'great' })).statusCode).toBe(422);
});

describe('a customer who wants no more mails', () => {
  it('is out by one click of their mail program, in either encoding that it may use', async () => {
    const multipart = '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n';
    for (const [type, body] of [
      ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
      ['multipart/form-data; boundary=b', multipart],
    ] as const) {
      const web = webInMemory();
      const { statusCode } = await web.act(
        requestFor('POST', web.tokenOf(preferences), body, { 'content-type': type }),
      );
      expect(statusCode).toBe(200);
      expect(web.world.optOuts.get('ren')?.kinds).toEqual(['guidance', 'offers', 'surveys']);
    }
  });

  it('chooses which kinds they still want, and can come back', async () => {
    const web = webInMemory();
    const { body } = await web.press(preferences, { kind: 'surveys', 'kinds-shown': 'yes' });
    expect(body).toContain('You will get: Surveys. Nothing else.');
    expect(web.world.optOuts.get('ren')).toMatchObject({
      kinds: ['guidance', 'offers'],
      address: 'ren@shinonome.example',
    });
    const all = 'kinds-shown=yes&kind=guidance&kind=offers&kind=surveys';
    await web.act(requestFor('POST', web.tokenOf(preferences), all));
    expect(web.world.optOuts.get('ren')?.kinds).toEqual([]);
  });
});

it('a link that was altered, is made up or too old does nothing', async () => {
  const web = withTask();
  for (const linkAction of [toTask('done'), renewal, survey, fit, activity, preferences]) {
    const token = web.tokenOf(linkAction);
    expect((await web.act(requestFor('POST', `${token}A`))).statusCode).toBe(404);
    web.world.now += 1096 * 86_400_000;
    expect((await web.act(requestFor('POST', token))).statusCode).toBe(410);
    web.world.now -= 1096 * 86_400_000;
  }
  const { tasks, answers, surveys, mailRatings, activityAnswers, optOuts, events } = web.world;
  expect(tasks.get(task.id)).toBe(task);
  const stored = [answers, surveys, mailRatings, activityAnswers, optOuts].map(({ size }) => size);
  expect([...stored, events.length]).toEqual([0, 0, 0, 0, 0, 0]);
});

describe('whether a customer recommends our work', () => {
  const csNps: LinkAction = { to: 'cs-nps', ...customer, mail: 'm', score: 9 };

  it('is kept by the last word, and is no answer about the product', async () => {
    const web = webInMemory();
    expect((await web.open(csNps)).body).toContain('not about the product');
    await web.press(csNps, { score: '9' });
    await web.press(csNps, { score: '6', comment: 'Slow to answer' });
    expect([...web.world.csScores.values()]).toEqual([
      { ...customer, mail: 'm', score: 6, day: '2026-06-02', comment: 'Slow to answer' },
    ]);
    expect([web.world.surveys.size, web.world.events]).toEqual([0, []]);
    expect((await web.press(csNps, { score: '11' })).statusCode).toBe(422);
  });

  it.each<[string, (web: ReturnType<typeof webInMemory>) => void, Partial<LinkAction>]>([
    ['a person whom we no longer know', () => {}, { contact: 'gone-by' }],
    [
      'a company that is no customer any more',
      ({ world }) => Object.assign(world.account, { churnedOn: '2026-05-01' }),
      {},
    ],
  ])('is thanked for, kept, and marked as of one who has left, from %s', async (_, change, other) => {
    const web = webInMemory();
    change(web);
    const link = { ...csNps, ...other } as LinkAction;
    expect((await web.press(link, { score: '3' })).statusCode).toBe(200);
    expect([...web.world.csScores.values()]).toMatchObject([{ score: 3, hasLeft: true }]);
    await web.press({ ...activity, ...other } as LinkAction, { expectation: 'less' });
    expect([...web.world.activityAnswers.values()]).toMatchObject([{ expectation: 'less', hasLeft: true }]);
  });
});
