import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../domain/account/account.ts';
import { evaluate } from '../../../domain/evaluation/evaluate.ts';
import type { PlayStep } from '../../../domain/playbook/playbook.ts';
import { finishedTasksOf, isPlayDone } from '../../../domain/plays/play-steps.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import {
  contentsOf,
  D,
  finish,
  playbookWith,
  silentAccount,
  templatesOf,
  work,
  workThrough,
} from '../../support/plays.ts';
import { Story } from '../../support/story.ts';

const steps: PlayStep[] = [
  { task: 'look' },
  { task: 'call', after: ['look'] },
  { email: 'renewal-intent', mode: 'send', to: ['admin', 'champion'] },
  { email: 'renewal-reminder', mode: 'send', to: ['admin', 'champion'], when: { daysAfter: 7 } },
  { task: 'leave', when: { answer: 'not-renewing' } },
];
const customerMails = ({ mails }: { mails: { kind: string; to: { address: string } }[] }) =>
  mails.filter(({ kind }) => kind.startsWith('renewal-')).map(({ kind, to }) => `${kind} ${to.address}`);

/** Its contract renews in three months. */
function renewing(): Story {
  const story = silentAccount(steps).logins('2026-05-30', 1);
  story.account = { ...story.account, renewalDate: '2026-09-01' };
  return story;
}

describe('an account that leaves', () => {
  it('takes its open episodes and their tasks with it, and is not worked for any more', () => {
    const story = renewing();
    work(story, D);
    story.account = { ...story.account, churnedOn: '2026-06-05' };
    story.answers = [{ renewalDate: '2026-09-01', answer: 'not-renewing', day: '2026-06-05' }];
    expect(work(story, '2026-06-04').closed).toEqual([]);
    expect(work(story, '2026-06-05')).toMatchObject({
      closed: [{ id: 'koa/renewal-due/2026-09-01/2026-06-01', closedAs: 'churned' }],
      tasks: [],
      mails: [],
      live: [],
    });
    expect(
      workThrough(story, '2026-06-06', '2026-09-30', ({ mails, tasks }) => [...mails, ...tasks].map(({ id }) => id)),
    ).toEqual([]);
  });

  it('takes the tasks of an answered renewal along, too', () => {
    const story = renewing();
    work(story, D);
    story.answers = [{ renewalDate: '2026-09-01', answer: 'not-renewing', day: '2026-06-02' }];
    expect(templatesOf(work(story, '2026-06-02'))).toEqual(['leave']);
    story.account = { ...story.account, churnedOn: '2026-06-05' };
    expect(work(story, '2026-06-05')).toMatchObject({
      closed: [{ id: 'koa/renewal-due/2026-09-01/2026-06-01', closedAs: 'churned' }],
      live: [],
    });
  });

  it('takes the tasks along that an episode left when it was over', () => {
    const story = renewing();
    work(story, D);
    story.account = { ...story.account, renewalDate: '2027-09-01' };
    work(story, '2026-06-02');
    story.answers = [{ renewalDate: '2026-09-01', answer: 'not-renewing', day: '2026-06-03' }];
    expect(templatesOf(work(story, '2026-06-03'))).toEqual(['leave']);
    story.account = { ...story.account, churnedOn: '2026-06-05' };
    expect(work(story, '2026-06-05')).toMatchObject({
      closed: [],
      abandoned: ['koa/renewal-due/2026-09-01/2026-06-01'],
      live: [],
    });
    expect(work(story, '2026-06-06').abandoned).toEqual([]);
  });
});

describe('a contact who changes while an episode is open', () => {
  it('gets the next mail at the new address', () => {
    const story = renewing();
    expect(customerMails(work(story, D))).toEqual(['renewal-intent ann@koa.example']);
    story.contacts = [{ id: 'admin', account: 'koa', role: 'admin', name: 'Ann', email: 'ann@new.example' }];
    expect(customerMails(work(story, '2026-06-08'))).toEqual(['renewal-reminder ann@new.example']);
  });

  it('gets no more of them in another role: whoever has the role now does', () => {
    const story = renewing();
    work(story, D);
    story.contacts = [
      { id: 'admin', account: 'koa', role: 'user', email: 'ann@koa.example' },
      { id: 'bob', account: 'koa', role: 'admin', email: 'bob@koa.example' },
    ];
    expect(customerMails(work(story, '2026-06-08'))).toEqual(['renewal-reminder bob@koa.example']);
  });

  it('is written to no more when they are with the account no longer', () => {
    const story = renewing();
    work(story, D);
    story.contacts = [];
    expect(work(story, '2026-06-08').mails.map(({ kind }) => kind)).not.toContain('renewal-reminder');
  });
});

describe('an episode about a person', () => {
  /** A key person whose address failed: its task is open. */
  function unreachable(): Story {
    const story = new Story().logins('2026-05-30', 1);
    story.account = { ...story.account, csm: 'mika' };
    story.contacts = [{ id: 'kay', account: 'koa', role: 'admin', keyPerson: true, email: 'kay@koa.example' }];
    story.deadAddresses = [{ contact: 'kay', address: 'kay@koa.example', reason: 'bounced', day: D }];
    expect(templatesOf(work(story, D))).toEqual(['address-find']);
    return story;
  }

  it.each<[string, Contact[]]>([
    ['another address', [{ id: 'kay', account: 'koa', role: 'admin', keyPerson: true, email: 'kay@new.example' }]],
    ['no key role any more', [{ id: 'kay', account: 'koa', role: 'user', email: 'kay@koa.example' }]],
    ['left the account', []],
  ])('recovers with its task once they have %s', (_, contacts) => {
    const story = unreachable();
    story.contacts = contacts;
    const then = work(story, '2026-06-02');
    expect(then.closed).toEqual([
      {
        id: 'koa/address-dead/kay/2026-06-01',
        signal: 'address-dead',
        subject: 'kay',
        recoveredOn: '2026-06-02',
        closedAs: 'recovered',
      },
    ]);
    expect(then.live.flatMap(({ tasks = [] }) => tasks)).toEqual([]);
  });
});

describe('a renewal date that moves after the customer was asked', () => {
  it('closes what was begun, sends no reminder of the old date, and asks again for the new one in its time', () => {
    const story = renewing();
    work(story, D);
    story.account = { ...story.account, renewalDate: '2026-12-01' };
    expect(work(story, '2026-06-05')).toMatchObject({ closed: [{ closedAs: 'recovered' }], tasks: [], mails: [] });
    story.logins('2026-07-15', 1);
    expect(workThrough(story, '2026-06-06', '2026-09-08', customerMails)).toEqual([
      '2026-09-01 renewal-intent ann@koa.example',
      '2026-09-08 renewal-reminder ann@koa.example',
    ]);
  });
});

describe('a playbook that is replaced while an episode is open', () => {
  const running = () => {
    const story = silentAccount([{ task: 'look' }, { task: 'call', after: ['look'] }]);
    return { story, task: work(story, D).tasks[0] as Task };
  };

  it('raises nothing at once that was added to it, and what is left of its order as it is now', () => {
    const { story, task } = running();
    story.playbook = playbookWith([
      { task: 'look' },
      { task: 'research' },
      { task: 'write', after: ['look'] },
      { task: 'call', after: ['write'] },
    ]);
    expect(work(story, '2026-06-02')).toMatchObject({ tasks: [], mails: [] });
    finish(story, task, '2026-06-02');
    const then = work(story, '2026-06-02');
    expect(templatesOf(then)).toEqual(['write']);
    expect(contentsOf(then, 'task')[0]?.next).toEqual(['call']);
  });

  it('leaves a task that is in it no more to whoever has it, and chases it all the same', () => {
    const { story } = running();
    story.playbook = playbookWith([{ task: 'other' }, { task: 'more', after: ['other'] }]);
    expect(work(story, '2026-06-04')).toMatchObject({ closed: [], tasks: [], mails: [{ kind: 'reminder' }] });
  });

  it('closes the episodes of a signal that is in it no more, with their tasks', () => {
    const { story } = running();
    const { 'no-login': _, ...signals } = story.playbook.signals;
    story.playbook = { ...story.playbook, signals };
    expect(work(story, '2026-06-02')).toMatchObject({ closed: [{ closedAs: 'retired' }], live: [] });
  });

  it('is done when all is done that was asked for, without what was added at its start', () => {
    const { story, task } = running();
    const replaced = playbookWith([{ task: 'look' }, { task: 'research' }, { task: 'call', after: ['look'] }]);
    story.playbook = replaced;
    const isDone = () => {
      const [episode] = story.state?.episodes ?? [];
      const finished = finishedTasksOf('koa/no-login/-/2026-06-01', story.activities);
      return episode !== undefined && isPlayDone(replaced.plays.tried as never, episode, finished);
    };
    finish(story, task, '2026-06-02');
    expect(isDone()).toBe(false);
    const [call] = work(story, '2026-06-02').tasks as [Task];
    expect(isDone()).toBe(false);
    finish(story, call, '2026-06-02');
    expect(isDone()).toBe(true);
  });
});

describe('a day without a run', () => {
  it('is caught up with by the next one: what fell due is raised once, by its last word', () => {
    const story = renewing();
    work(story, D);
    const late = work(story, '2026-06-20');
    expect(customerMails(late)).toEqual(['renewal-reminder ann@koa.example']);
    expect(late.mails.map(({ kind }) => kind)).toEqual(['renewal-reminder', 'reminder', 'escalation']);
    expect(work(story, '2026-06-21')).toMatchObject({ opened: [], tasks: [], mails: [] });
  });

  it('does not lose what follows from a task that was done in between', () => {
    const story = renewing();
    const look = work(story, D).tasks.find(({ template }) => template === 'look') as Task;
    finish(story, look, '2026-06-02');
    expect(templatesOf(work(story, '2026-06-20'))).toEqual(['call']);
    expect(work(story, '2026-06-20').tasks).toEqual([]);
  });
});

it('an account with more open episodes than one write can hold leaves in several, none left behind', () => {
  const story = new Story().active('colleague', '2026-02-01', D).active('champion', '2026-05-01', '2026-05-10');
  story.account = { ...story.account, csm: 'mika' };
  story.contacts = [{ id: 'champion', account: 'koa', role: 'champion' }];
  story.playbook = structuredClone(story.playbook);
  const signal = story.playbook.signals['hand-over'];
  if (signal) signal.atMostOpen = 50;
  for (let i = 0; i < 45; i += 1) story.logins('2026-05-31', 1, `new-${i}`);
  let open = 0;
  for (let isPartial = true; isPartial; ) {
    const planned = work(story, D);
    open += planned.opened.length;
    isPartial = planned.isPartial;
  }
  expect(open).toBeGreaterThan(45);

  story.account = { ...story.account, churnedOn: '2026-06-02' };
  const closed = new Set<string>();
  let passes = 0;
  for (let isPartial = true; isPartial; passes += 1) {
    const planned = work(story, '2026-06-02');
    // Each closes its one open task as well.
    expect(2 * planned.closed.length).toBeLessThan(95);
    for (const { id } of planned.closed) closed.add(id);
    isPartial = planned.isPartial;
  }
  expect(closed.size).toBe(open);
  expect(passes).toBeGreaterThan(1);
  expect(evaluate(story.input('2026-06-03')).transitions).toEqual([]);
});
