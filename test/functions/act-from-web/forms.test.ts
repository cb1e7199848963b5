import { describe, expect, it } from 'vitest';
import type { LinkAction } from '../../../domain/links/link.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { requestFor, webInMemory } from '../../support/web-in-memory.ts';

const task = sampleTask();
const customer = { account: 'shinonome', contact: 'ren' };
const own = { account: 'shinonome', person: 'aoi' };
/** Every form, with what a browser sends of it. */
const forms: Record<string, [LinkAction, string]> = {
  renewal: [{ to: 'renewal', ...customer, renewalDate: '2026-09-01', answer: 'talk' }, 'answer=talk&comment='],
  survey: [{ to: 'survey', ...customer, asked: 'e/', value: 7 }, 'value=7&comment='],
  fit: [{ to: 'fit', ...customer, mail: 'm', template: 're-onboarding', fit: 'just-right' }, 'fit=just-right&comment='],
  activity: [
    { to: 'activity', ...customer, mail: 'm', activity: 'training', expectation: 'less' },
    'expectation=less&comment=',
  ],
  'cs-nps': [{ to: 'cs-nps', ...customer, mail: 'm', score: 9 }, 'score=9&comment='],
  preferences: [{ to: 'preferences', ...customer, kind: 'offers' }, 'kinds-shown=yes&kind=guidance'],
  done: [{ to: 'task', ...own, task: task.id, assignee: 'aoi', act: 'done' }, 'outcome=helped&minutes=&note='],
  snooze: [{ to: 'task', ...own, task: task.id, assignee: 'aoi', act: 'snooze' }, 'until=2026-06-09&day='],
  'hand-over': [{ to: 'task', ...own, task: task.id, assignee: 'aoi', act: 'hand-over' }, 'to=person%3Aken&note='],
  'next-action': [{ to: 'next-action', ...own }, 'before=&text=Call'],
};
const names = Object.keys(forms);

async function send(name: string, body: string | Buffer, headers: Record<string, string> = {}) {
  const web = webInMemory({ tasks: new Map([[task.id, task]]) });
  const [linkAction] = forms[name] as [LinkAction, string];
  const request = requestFor(
    'POST',
    web.tokenOf(linkAction),
    typeof body === 'string' ? body : body.toString('base64'),
    headers,
  );
  if (typeof body !== 'string') request.isBase64Encoded = true;
  const { statusCode, body: page = '' } = await web.act(request);
  const { tasks, answers, surveys, mailRatings, activityAnswers, csScores, optOuts, nextActions, mails } = web.world;
  const isUntouched =
    tasks.get(task.id) === task &&
    [answers, surveys, mailRatings, activityAnswers, csScores, optOuts, nextActions].every(({ size }) => size === 0);
  return { statusCode, page, isUntouched: isUntouched && mails.length === 0 };
}
const whole = (name: string) => (forms[name] as [LinkAction, string])[1];

describe.each(names)('a form that could not be read whole does nothing (%s)', (name) => {
  it('and one that could be read does what it is for', async () => {
    expect(await send(name, whole(name))).toMatchObject({ statusCode: 200, isUntouched: false });
    expect(await send(name, Buffer.from(whole(name)))).toMatchObject({ statusCode: 200, isUntouched: false });
  });

  it.each<[string, string | Buffer, Record<string, string>?]>([
    ['is longer than any of ours', `${whole(name)}&x=${'x'.repeat(100_000)}`],
    ['is no form', JSON.stringify({ answer: 'renew' }), { 'content-type': 'application/json' }],
    ['is text', whole(name), { 'content-type': 'text/plain' }],
    ['is in another encoding', Buffer.concat([Buffer.from(`${whole(name)}&x=`), Buffer.from([0x83, 0x65])])],
    ['has letters of another encoding in it', `${whole(name)}&x=%83%65`],
    ['was broken off within a letter', `${whole(name)}&x=%E3%8`],
    ['answers twice', `${whole(name)}&${whole(name)}&kinds-shown=no`],
    ['has parts and no end', '--b\r\nContent-Disposition: form-data; name="answer"\r\n\r\ntal', multipart()],
    ['has parts, and does not say where they begin', whole(name), { 'content-type': 'multipart/form-data' }],
  ])('where it %s', async (_why, body, headers) => {
    const { statusCode, page, isUntouched } = await send(name, body, headers);
    expect([statusCode, isUntouched]).toEqual([400, true]);
    expect(page).toContain('nothing was changed');
  });

  it('where it is empty, or has nothing of what it asks for', async () => {
    for (const body of ['', 'x=y', 'comment=Hello']) {
      const { statusCode, isUntouched } = await send(name, body);
      expect([body, statusCode, isUntouched]).toEqual([body, 422, true]);
    }
  });

  it('where an answer is empty or unknown', async () => {
    const [field = '', value = ''] = (whole(name).split('&')[name === 'preferences' ? 1 : 0] as string).split('=');
    const asked = name === 'next-action' ? 'text' : field;
    const bodies = [`${asked}=`];
    if (name !== 'next-action') bodies.push(`${asked}=whatever`, `${asked}=+${value}`);
    const kept = name === 'preferences' ? 'kinds-shown=yes&' : '';
    for (const body of bodies) {
      const { statusCode, isUntouched } = await send(name, kept + body);
      expect([body, statusCode, isUntouched]).toEqual([body, 422, true]);
    }
  });
});

function multipart() {
  return { 'content-type': 'multipart/form-data; boundary=b' };
}

describe('a text that is longer than its field', () => {
  it.each([
    ['renewal', 'comment'],
    ['survey', 'comment'],
    ['fit', 'comment'],
    ['activity', 'comment'],
    ['cs-nps', 'comment'],
    ['done', 'note'],
    ['hand-over', 'note'],
  ])('is not cut: whoever wrote it gets it back (%s)', async (name, field) => {
    const form = new URLSearchParams(whole(name));
    form.set(field, 'あ'.repeat(2000));
    expect((await send(name, form.toString())).statusCode).toBe(200);
    form.set(field, 'あ'.repeat(2001));
    const { statusCode, page, isUntouched } = await send(name, form.toString());
    expect([statusCode, isUntouched]).toEqual([422, true]);
    expect(page).toMatch(/2,000 characters/);
    expect(page).toContain('あ'.repeat(2001));
  });
});

it('what was chosen stays chosen where something else was wrong', async () => {
  const form = new URLSearchParams({ answer: 'not-renewing', comment: 'x'.repeat(2001) });
  const { page } = await send('renewal', form.toString());
  expect(page).toContain('value="not-renewing" checked');
  expect(page).not.toContain('value="talk" checked');
});

it('several lines arrive as they were written, in either encoding', async () => {
  const body = [
    ...['--b', 'Content-Disposition: form-data; name="answer"', '', 'talk'],
    ...['--b', 'Content-Disposition: form-data; name="comment"', '', 'One', 'Two', '--b--', ''],
  ].join('\r\n');
  const web = webInMemory();
  const [renewal] = forms.renewal as [LinkAction, string];
  await web.act(requestFor('POST', web.tokenOf(renewal), body, multipart()));
  expect(web.world.answers.get('2026-09-01')?.comment).toBe('One\nTwo');
});
