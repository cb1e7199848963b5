import { describe, expect, it } from 'vitest';
import type { LinkAction, TaskAct } from '../../../domain/links/link.ts';
import { AwsError } from '../../../functions/aws/aws-error.ts';
import { draftOnPage, mailToApprove } from '../../support/sample-pages.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { textOf } from '../../support/text-of.ts';
import { webInMemory } from '../../support/web-in-memory.ts';

const customer = { account: 'shinonome', contact: 'ren' };
const survey: LinkAction = { to: 'survey', ...customer, asked: 'e/', value: 7 };
const renewal: LinkAction = { to: 'renewal', ...customer, renewalDate: '2026-09-01', answer: 'talk' };
const activity: LinkAction = { to: 'activity', ...customer, mail: 'm', activity: 'training', expectation: 'less' };
const fit: LinkAction = { to: 'fit', ...customer, mail: 'm', template: 're-onboarding', fit: 'just-right' };
const preferences: LinkAction = { to: 'preferences', ...customer, kind: 'offers' };
const task = sampleTask();
const toTask = (act: TaskAct, person = 'aoi'): LinkAction => ({
  ...{ to: 'task', account: 'shinonome', task: task.id, person, assignee: 'aoi', act },
});
const toApprove = mailToApprove('en');
const draft = draftOnPage('en');
const approval: LinkAction = { to: 'approval', account: 'shinonome', mail: toApprove.id, person: 'aoi' };
const toDraft: LinkAction = { to: 'draft', account: 'shinonome', mail: draft.id, person: 'aoi' };
const nextAction: LinkAction = { to: 'next-action', account: 'shinonome', person: 'aoi' };

function world() {
  const web = webInMemory({ tasks: new Map([[task.id, task]]) });
  for (const mail of [toApprove, draft]) web.world.toApprove.set(mail.id, mail);
  return web;
}
const read = ({ statusCode, body = '' }: { statusCode?: number; body?: string }) => ({
  statusCode,
  text: textOf(body),
});

describe('a customer whose answer is not stored', () => {
  it('after twenty to a survey is told so, which one stands, and keeps what they wrote', async () => {
    const web = world();
    for (let n = 0; n < 20; n += 1) await web.press(survey, { value: String(n % 10), comment: `why ${n}` });
    const { statusCode, text } = read(await web.press(survey, { value: '10', comment: 'At last' }));
    expect(statusCode).toBe(409);
    expect(text).toContain('This answer was not saved');
    expect(text).toContain('The last one we have is: 9.');
    expect(text).toContain('please reply to the mail, and Aoi Shiraishi will see to it');
    expect(text, 'to be copied').toContain('At last');
    expect(text).not.toContain('Thank you');
    expect(web.world.surveys.get('e/ren')?.given.at(-1)).toMatchObject({ value: 9, comment: 'why 19' });
    expect(web.world.events).toHaveLength(20);
    const again = read(await web.press(survey, { value: '9' }));
    expect(again.text, 'what stands is thanked for').toContain('Thank you. It has arrived.');
  });

  it('after twenty changes of a renewal’s answer is told so, and which one stands', async () => {
    const web = world();
    const answers = ['renew', 'talk'] as const;
    for (let n = 0; n <= 20; n += 1) await web.press(renewal, { answer: answers[n % 2] as string });
    web.world.account.language = 'ja';
    const { statusCode, text } = read(await web.press(renewal, { answer: 'not-renewing', comment: '事情により' }));
    expect(statusCode).toBe(409);
    expect(text).toContain('今回のご回答は保存されていません');
    expect(text).toContain('保存されている最後のご回答は「更新する」です');
    expect(text).toContain('事情により');
    expect(text).not.toContain('ありがとうございます');
    expect(web.world.answers.get('2026-09-01')).toMatchObject({ answer: 'renew' });
  });

  it('since a colleague had said the same sees whose answer stands', async () => {
    const web = world();
    web.world.answers.set('2026-09-01', {
      renewalDate: '2026-09-01',
      answer: 'talk',
      day: '2026-06-01',
      contact: 'mei',
    });
    const { text } = read(await web.press(renewal, { answer: 'talk' }));
    expect(text).toContain('A colleague of yours answered on Mon 1 Jun: We would like to talk about it first.');
    expect(web.world.answers.get('2026-09-01')?.contact).toBe('mei');
  });

  it('since somebody chose later which mails they want sees what holds', async () => {
    const web = world();
    const later = { contact: 'ren', kinds: ['guidance', 'offers', 'surveys'] as const, at: '2026-06-02T04:00:00.000Z' };
    web.world.optOuts.set('ren', { ...later, kinds: [...later.kinds] });
    web.stores.optOuts.save = async () => {};
    const { text } = read(await web.press(preferences, { 'kinds-shown': 'yes', kind: 'guidance' }));
    expect(text).toContain('You will get no more automatic mails from us.');
  });

  it.each(['open', 'press'] as const)(
    'by a link that is too old is told so where they sent something (%s)',
    async (way) => {
      const web = world();
      web.world.now += 400 * 86_400_000;
      const { statusCode, text } = read(await web[way](survey, { value: '9' }));
      expect(statusCode).toBe(410);
      expect(text.includes('What you have just sent was not saved.')).toBe(way === 'press');
    },
  );
});

describe('a colleague whose act comes after another', () => {
  it.each<[string, LinkAction, Record<string, string>, LinkAction, Record<string, string>, string]>([
    [
      ...([
        'on a task',
        toTask('done', 'ken'),
        { outcome: 'won' },
        toTask('done'),
        { outcome: 'helped', note: 'Mine' },
      ] as const),
      'was not recorded',
    ],
    [
      ...([
        'on a task put off',
        toTask('done'),
        { outcome: 'won' },
        toTask('snooze'),
        { until: '2026-06-09' },
      ] as const),
      'was not recorded',
    ],
    [
      ...(['on an approval', approval, { decision: 'drop' }, approval] as const),
      { decision: 'send', subject: 'S', body: 'Mine' },
      'changed nothing',
    ],
    [
      ...(['on a draft', toDraft, { decision: 'send', subject: 'S', body: 'First' }, toDraft] as const),
      { decision: 'send', subject: 'S', body: 'Mine' },
      'changed nothing',
    ],
  ])('is told that it changed nothing, and keeps what they wrote (%s)', async (_, first, form, second, late, told) => {
    const web = world();
    expect((await web.press(first, form)).statusCode).toBe(200);
    const before = structuredClone([web.world.tasks, web.world.toApprove]);
    const { statusCode, text } = read(await web.press(second, late));
    expect(statusCode).toBe(409);
    expect(text).toContain(told);
    expect(text).toContain(late.note ?? late.body ?? '');
    expect([web.world.tasks, web.world.toApprove]).toEqual(before);
  });

  it.each<[string, LinkAction, Record<string, string>]>([
    ['done', toTask('done'), { outcome: 'helped', note: 'Fine', minutes: '5' }],
    ['handed over', toTask('hand-over'), { to: 'person:ken', note: 'Yours' }],
    ['false alarm', toTask('false-alarm'), { note: 'No' }],
    ['approved', approval, { decision: 'send', subject: 'S', body: 'B' }],
    ['dropped', approval, { decision: 'drop' }],
    ['sent', toDraft, { decision: 'send', subject: 'S', body: 'B' }],
  ])('sends the very same twice and is told nothing of the kind (%s)', async (_, link, form) => {
    const web = world();
    await web.press(link, form);
    const { statusCode, text } = read(await web.press(link, form));
    expect(statusCode).toBe(200);
    expect(text).not.toMatch(/not recorded|changed nothing/);
  });

  it('presses neither button of a letter, and keeps what they wrote', async () => {
    const web = world();
    for (const link of [approval, toDraft]) {
      const { statusCode, text } = read(await web.press(link, { subject: 'S', body: 'Half a letter' }));
      expect(statusCode).toBe(422);
      expect(text).toContain('Nothing has been sent yet');
      expect(text).toContain('Half a letter');
    }
  });
});

describe('while too much happens at once', () => {
  const throttled = new AwsError('ProvisionedThroughputExceededException', 400, 'slow down');
  const refuse = async () => {
    throw throttled;
  };
  const conflict = async () => false;

  it.each<[string, LinkAction, Record<string, string>]>([
    ['survey', survey, { value: '3', comment: 'Mine' }],
    ['renewal', renewal, { answer: 'renew', comment: 'Mine' }],
    ['fit', fit, { fit: 'too-much', comment: 'Mine' }],
    ['activity', activity, { expectation: 'more', comment: 'Mine' }],
    [
      'survey on our work',
      { to: 'cs-nps', account: 'shinonome', contact: 'ren', mail: 'm', score: 3 },
      { score: '4', comment: 'Mine' },
    ],
    ['preferences', preferences, { 'kinds-shown': 'yes', kind: 'surveys' }],
    ['done', toTask('done'), { outcome: 'won', note: 'Mine' }],
    ['hand-over', toTask('hand-over'), { to: 'person:stig', note: 'Mine' }],
    ['approval', approval, { decision: 'send', subject: 'Mine', body: 'Mine' }],
    ['draft', toDraft, { decision: 'send', subject: 'Mine', body: 'Mine' }],
    ['next action', nextAction, { text: 'Mine', before: '' }],
  ])(
    'nobody gets an error, and nobody is thanked: the page says to try again and keeps what they typed (%s)',
    async (_, link, form) => {
      for (const language of ['en', 'ja'] as const) {
        const web = world();
        web.world.account.language = language;
        web.world.members = web.world.members.map((one) => ({ ...one, language }));
        const { stores } = web;
        stores.customerAnswers.replaceSurveyAnswers = conflict;
        stores.directory.replaceAnswer = conflict;
        stores.tasks.change = conflict;
        stores.customerAnswers.saveMailRating = refuse;
        stores.customerAnswers.saveActivityAnswer = refuse;
        stores.customerAnswers.saveCsScore = refuse;
        stores.optOuts.save = refuse;
        stores.outbox.approve = refuse;
        stores.outbox.add = refuse;
        stores.nextActions.replace = refuse;
        const answer = await web.press(link, form);
        expect(answer.statusCode).toBe(429);
        expect(textOf(answer.body ?? '')).toContain(
          language === 'en' ? 'Please try again in a moment.' : 'もう一度お試しください',
        );
        for (const [name, value] of Object.entries(form)) {
          if (value === 'Mine') expect(answer.body, name).toContain('Mine');
        }
        const chosen = [...(answer.body ?? '').matchAll(/value="([^"]+)"[^>]* (?:checked|selected)/g)].map(
          ([, value]) => value,
        );
        for (const name of ['value', 'answer', 'fit', 'expectation', 'outcome', 'to', 'kind']) {
          if (form[name] !== undefined) expect(chosen, name).toEqual([form[name]]);
        }
      }
    },
  );

  it('what is only lost for a moment is tried again, and done once', async () => {
    const web = world();
    let losses = 0;
    const { replaceSurveyAnswers } = web.stores.customerAnswers;
    web.stores.customerAnswers.replaceSurveyAnswers = async (...args) => {
      losses += 1;
      if (losses < 4) throw new AwsError('TransactionConflictException', 400, 'conflict');
      return replaceSurveyAnswers(...args);
    };
    expect((await web.press(survey, { value: '3' })).statusCode).toBe(200);
    expect(web.world.surveys.get('e/ren')?.given).toHaveLength(1);
  });

  it.each([
    ['what they asked for stands, and nobody is to try again', 'Mine', 200],
    ['other words stand, and theirs are not lost', 'Theirs', 409],
  ])('whose last try finds that %s', async (_, stored, status) => {
    const letter = { decision: 'send', subject: 'Mine', body: 'Mine' };
    const pressed = async (storedAtTry: number) => {
      const web = world();
      const { approve } = web.stores.outbox;
      let tries = 0;
      web.stores.outbox.approve = async (mail, ...more) => {
        tries += 1;
        if (tries === storedAtTry) await approve({ ...mail, edited: { subject: stored, body: stored } }, ...more);
        throw new AwsError('ThrottlingException', 400, 'slow down');
      };
      return { ...read(await web.press(approval, letter)), tries };
    };
    const never = await pressed(0);
    expect(never.statusCode).toBe(429);
    const atLast = await pressed(never.tries);
    expect(atLast.statusCode).toBe(status);
    expect(atLast.text).not.toContain('try again');
    if (status === 409) expect(atLast.text).toContain('Mine');
  });

  it('what is wrong in another way is an error as before, and not tried again', async () => {
    const web = world();
    let tries = 0;
    web.stores.optOuts.save = async () => {
      tries += 1;
      throw new Error('no permission');
    };
    await expect(web.press(preferences, { 'kinds-shown': 'yes' })).rejects.toThrow('no permission');
    expect(tries).toBe(1);
  });
});
