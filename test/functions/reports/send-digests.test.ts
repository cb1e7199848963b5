import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import type { AccountView } from '../../../domain/digest/digest.ts';
import { digestIdBeginning } from '../../../domain/digest/digest-time.ts';
import type { Move } from '../../../domain/improvement-map/moves.ts';
import type { DigestContent, TaskLine } from '../../../domain/mail/mail-content.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { OpenTask } from '../../../domain/tasks/open-task.ts';
import { businessCalendar } from '../../../domain/time/business-days.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { preSendCheck } from '../../../functions/outbox/check-before-send.ts';
import { deliverOutbox } from '../../../functions/outbox/deliver-outbox.ts';
import { type Digesting, digestsByHand, sendDigests } from '../../../functions/reports/send-digests.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { company } from '../../support/plays.ts';
import { sampleLateMail, sampleTaskMail } from '../../support/sample-mails.ts';
import { sendingOver } from '../../support/sending.ts';

const clock = localClock('Asia/Tokyo');
const tokyo = (time: string) => Date.parse(`${time}:00+09:00`);
const MOST = defaultPlaybook.taskMails.mostPerPersonAndDay;

const team: Csm[] = Array.from({ length: 5 }, (_, i) => ({
  id: `csm-${i}`,
  name: `CSM ${i}`,
  email: `csm-${i}@cs.example`,
  role: 'csm',
}));

const taskOf = (i: number, raisedAt: number): OpenTask => ({
  id: `task-${i}`,
  account: `account-${i % 700}`,
  signal: 'logins-fell',
  subject: null,
  episode: `account-${i % 700}/logins-fell/-/2026-06-03`,
  template: 'check-in-call',
  title: 'Call',
  assignee: `csm-${i % 5}`,
  priority: 'high',
  due: '2026-06-05',
  raisedAt: new Date(raisedAt).toISOString(),
});

const lineOf = (template: string): TaskLine => ({
  ...{ id: template, template, due: '2026-06-05', assigneeName: 'CSM', priority: 'normal' },
});
/** Neither of high priority nor a customer's word. */
const ordinary = { signal: 'usage-growing', tasks: [lineOf('growth-ask')] };

const viewOf = ({ account }: OpenTask): AccountView => ({
  account: { id: account, name: account },
  about: null,
  evidence: {},
  data: { weeklyLogins: [3, 2, 1] },
});

/** What a run works with, over plain memory; `sent` are the digests so far. */
function setting(tasks: OpenTask[], members: Csm[] = team, left = new Map<string, string>(), moves: Move[] = []) {
  const sent: OutboxMail[] = [];
  const views: string[] = [];
  const digesting = (time: string): Digesting => ({
    digests: {
      lastAt: async (member) =>
        sent.filter(({ id }) => id.startsWith(digestIdBeginning(member))).at(-1)?.createdAt ?? null,
    },
    taskMails: { left: async () => left },
    outbox: {
      add: async (row) => {
        if (sent.some(({ id }) => id === row.id)) return false;
        sent.push(row as OutboxMail);
        return true;
      },
    },
    company,
    calendar: businessCalendar({}),
    clock,
    clockOf: localClock,
    readMembers: async () => members,
    readOpenTasks: async () => tasks,
    readOpenMoves: async () => moves,
    openViews: async () => ({
      playbook: 'v3',
      rules: defaultPlaybook,
      view: async (task) => {
        views.push(task.account);
        return viewOf(task);
      },
    }),
    now: tokyo(time),
  });
  const run = (time: string, changes: Partial<Digesting> = {}) => sendDigests({ ...digesting(time), ...changes });
  const byHand = (time: string, asked: Parameters<typeof digestsByHand>[1]) => digestsByHand(digesting(time), asked);
  return { run, byHand, sent, views, left };
}

const mika: Csm = { id: 'mika', name: 'Mika', email: 'mika@cs.example', role: 'csm', language: 'ja' };
const aMove: Move = {
  ...{ id: 'm1', activity: 'training', kind: 'reduce', owner: 'mika', due: '2026-06-03', agreedOn: '2026-05-01' },
};

describe('what the team changes about its own work', () => {
  const idsOf = (sent: OutboxMail[]) => sent.map(({ id }) => id);
  const withMoves = (moves: Move[], member: Csm = mika) => setting([], [member], new Map(), moves);

  it('comes to its owner on its day, once by a mail of its own, and each day in the digest until it is done', async () => {
    const { run, sent } = withMoves([aMove]);
    await run('2026-06-02T08:00');
    expect(sent).toEqual([]);
    for (const time of ['2026-06-03T08:00', '2026-06-03T08:00', '2026-06-04T08:00']) await run(time);
    expect(idsOf(sent)).toEqual(['move/m1/make/2026-06-03', 'digest/mika/2026-06-03', 'digest/mika/2026-06-04']);
    expect(sent[0]).toMatchObject({ account: '', kind: 'move', language: 'ja', person: 'mika', status: 'pending' });
    expect(contentOf(sent[2] as OutboxMail).moves).toEqual({
      shown: [{ id: 'm1', activity: 'training', kind: 'reduce', what: 'make', due: '2026-06-03' }],
      more: 0,
    });
  });

  it('comes again eight weeks after it is done, when it is time to look at what came of it', async () => {
    const { run, sent } = withMoves([{ ...aMove, doneOn: '2026-04-08' }]);
    await run('2026-06-02T08:00');
    await run('2026-06-03T08:00');
    expect(idsOf(sent)).toEqual(['move/m1/look/2026-06-03', 'digest/mika/2026-06-03']);
    expect(sent[0]?.content).toMatchObject({ type: 'move', news: 'due', move: { what: 'look', due: '2026-06-03' } });
  });

  it('comes to their manager once, where it has been left for some of its owner’s days', async () => {
    const boss: Csm = { id: 'boss', name: 'Boss', email: 'boss@cs.example', role: 'manager', language: 'en' };
    const { run, sent } = setting([], [{ ...mika, manager: 'boss' }, boss], new Map(), [aMove]);
    // Due on a Wednesday; the sixth and seventh are a weekend.
    for (const day of ['03', '04', '05', '06', '07', '08', '09', '10']) await run(`2026-06-${day}T08:00`);
    const toBoss = sent.filter(({ person }) => person === 'boss');
    expect(idsOf(toBoss)).toEqual(['move/m1/late/make/2026-06-03/boss']);
    expect(toBoss[0]?.createdAt.slice(0, 10)).toBe('2026-06-07');
    expect(toBoss[0]?.content).toEqual({
      ...{ type: 'move', news: 'late', late: { ownerName: 'Mika', inBusinessDays: 3 } },
      move: { id: 'm1', activity: 'training', kind: 'reduce', what: 'make', due: '2026-06-03' },
    });
  });

  it('is told to whoever answers for its owner: nobody of their own, somebody else of what has no owner any more', async () => {
    const boss: Csm = { id: 'boss', name: 'Boss', email: 'boss@cs.example', role: 'manager' };
    const own = setting([], [boss], new Map(), [{ ...aMove, owner: 'boss' }]);
    await own.run('2026-06-08T08:00');
    expect(idsOf(own.sent)).toEqual(['move/m1/make/2026-06-03', 'digest/boss/2026-06-08']);
    const left = setting([], [{ ...mika, leftOn: '2026-05-20' }, boss], new Map(), [aMove]);
    await left.run('2026-06-08T08:00');
    expect(idsOf(left.sent)).toEqual(['move/m1/late/make/2026-06-03/boss']);
    expect(left.sent[0]?.content).toMatchObject({ late: { ownerName: '' } });
  });

  it('comes with the next run, where the one that reminded could not store the digest', async () => {
    const { run, sent } = withMoves([aMove]);
    const torn = {
      add: async (row: { id: string }) => {
        if (row.id.startsWith('digest/')) throw new Error('torn');
        sent.push(row as OutboxMail);
        return true;
      },
    };
    await expect(run('2026-06-03T08:00', { outbox: torn as never })).rejects.toThrow('could not be put together');
    await run('2026-06-03T08:00');
    expect(idsOf(sent)).toEqual(['move/m1/make/2026-06-03', 'digest/mika/2026-06-03']);
  });

  it('waits for a day on which its owner works, and goes to the successor of who has left', async () => {
    // The 6th and 7th are a weekend.
    const weekend = withMoves([{ ...aMove, due: '2026-06-06' }]);
    await weekend.run('2026-06-06T08:00');
    await weekend.run('2026-06-08T08:00');
    expect(idsOf(weekend.sent)).toEqual(['move/m1/make/2026-06-06', 'digest/mika/2026-06-08']);
    const kei: Csm = { ...mika, id: 'kei', email: 'kei@cs.example' };
    const left = setting([], [{ ...mika, leftOn: '2026-05-20', successor: 'kei' }, kei], new Map(), [aMove]);
    await left.run('2026-06-03T08:00');
    expect(left.sent.map(({ person }) => person)).toEqual(['kei', 'kei']);
  });

  it('stands in a digest that was asked for by hand, which takes nothing from what comes by itself', async () => {
    const { byHand, sent } = withMoves([aMove]);
    await byHand('2026-06-03T14:00', { moment: 'now' });
    expect(idsOf(sent)).toEqual(['digest-by-hand/mika/now']);
  });
});

const contentOf = ({ content }: OutboxMail) => content as DigestContent;

describe('an hourly run', () => {
  const york: Csm = { ...mika, id: 'york', email: 'york@cs.example', timeZone: 'America/New_York', country: 'US' };
  const tasks = [
    { ...taskOf(1, 0), assignee: 'mika' },
    { ...taskOf(2, 0), assignee: 'york' },
  ];

  it('sends to those whose hour it is, in their language, once however often it runs', async () => {
    const { run, sent } = setting(tasks, [mika, york]);
    expect(await run('2026-06-03T08:00')).toEqual({ due: 1, sent: 1 });
    expect(await run('2026-06-03T08:00')).toEqual({ due: 0, sent: 0 });
    expect(sent).toMatchObject([
      {
        id: 'digest/mika/2026-06-03',
        account: '',
        language: 'ja',
        to: { name: 'Mika', address: 'mika@cs.example' },
        person: 'mika',
        from: company.systemSender,
      },
    ]);
    await run('2026-06-03T21:00');
    expect(sent[1]).toMatchObject({ id: 'digest/york/2026-06-03', content: { day: '2026-06-03' } });
  });

  it('looks at no account and sends nothing where nobody has anything to do', async () => {
    const { run, sent, views } = setting([], [mika]);
    expect(await run('2026-06-03T08:00')).toEqual({ due: 1, sent: 0 });
    expect([sent, views]).toEqual([[], []]);
  });

  it('reads nothing at all in an hour that is nobody’s', async () => {
    const never = async () => expect.unreachable();
    const { run } = setting(tasks, [mika]);
    await run('2026-06-03T15:00', { readOpenTasks: never, openViews: never, digests: { lastAt: never } });
  });

  it('gives the others theirs when one can’t be put together, and says so in the end', async () => {
    const { run, sent } = setting(
      [...tasks, { ...taskOf(3, 0), assignee: 'kei' }],
      [mika, { ...mika, id: 'kei', email: 'kei@cs.example' }],
    );
    const failing = run('2026-06-03T08:00', {
      openViews: async () => ({
        playbook: 'v3',
        rules: defaultPlaybook,
        view: async (task) => {
          if (task.assignee === 'kei') throw new Error('torn');
          return viewOf(task);
        },
      }),
    });
    await expect(failing).rejects.toThrow('1 digests could not be put together');
    expect(sent.map(({ id }) => id)).toEqual(['digest/mika/2026-06-03']);
  });

  it('tells a manager what of their team is late', async () => {
    const boss: Csm = { id: 'boss', name: 'Boss', email: 'boss@cs.example', role: 'manager' };
    const { run, sent } = setting(
      [{ ...taskOf(1, 0), assignee: 'mika', due: '2026-06-01' }],
      [{ ...mika, manager: 'boss' }, boss],
    );
    await run('2026-06-03T08:00');
    const toBoss = sent.find(({ to }) => to.address === boss.email);
    expect(toBoss && contentOf(toBoss)).toMatchObject({ open: 0, team: [{ name: 'Mika', late: 1 }] });
  });
});

describe('a digest that somebody asks for', () => {
  const [first, second] = team as [Csm, Csm];
  const tasks = [{ ...taskOf(0, tokyo('2026-06-03T09:00')), assignee: first.id }];

  it('comes at once, to one person or to all who have anything to do, once a moment', async () => {
    const { byHand, sent } = setting(tasks, [first, second]);
    const ask = (moment: string, person?: string) => byHand('2026-06-06T23:30', { moment, person });
    expect(await ask('2026-06-06T14:30')).toEqual([
      { person: 'csm-0', to: first.email, mail: 'digest-by-hand/csm-0/2026-06-06T14:30' },
      { person: 'csm-1', to: second.email, mail: null },
    ]);
    await ask('2026-06-06T14:30');
    expect(sent).toHaveLength(1);
    expect(await ask('2026-06-06T14:31', 'csm-0')).toHaveLength(1);
    expect(sent).toHaveLength(2);
  });

  it('takes nothing from the one that comes by itself: neither its turn nor what is new in it', async () => {
    const { run, byHand, sent } = setting(tasks, [first]);
    await run('2026-06-03T08:00');
    await byHand('2026-06-03T12:00', { moment: '2026-06-03T03:00' });
    await run('2026-06-04T08:00');
    expect(sent.map(({ id }) => id)).toEqual([
      'digest/csm-0/2026-06-03',
      'digest-by-hand/csm-0/2026-06-03T03:00',
      'digest/csm-0/2026-06-04',
    ]);
    expect(sent.map((mail) => contentOf(mail).fresh)).toEqual([0, 1, 1]);
  });
});

describe('a burst of 10,000 tasks for five people', () => {
  const night = tokyo('2026-06-03T03:00');
  const tasks = Array.from({ length: 10_000 }, (_, i) => taskOf(i, night));
  const mails = tasks.map(
    ({ id, assignee, raisedAt }): OutboxMail => ({
      ...sampleTaskMail('en', ordinary),
      id: `${id}/task/${assignee}`,
      account: id,
      to: { name: `${assignee}`, address: `${assignee}@cs.example` },
      person: assignee as string,
      createdAt: raisedAt as string,
    }),
  );

  /** As the table counts: a set of mails a person and day, that takes so many and no more. */
  function countsInMemory() {
    const reserved = new Map<string, Set<string>>();
    const left = new Map<string, string>();
    return {
      left,
      reserve: async (
        { id = '-' }: { id?: string | undefined },
        { day }: { day: string },
        mail: string,
        most: number,
      ) => {
        const own = reserved.get(`${id} ${day}`) ?? new Set();
        reserved.set(`${id} ${day}`, own);
        if (own.size >= most && !own.has(mail)) return false;
        own.add(mail);
        return true;
      },
      leave: async ({ id = '-' }: { id?: string | undefined }, _day: string, raisedAt: string) => {
        if (raisedAt > (left.get(id) ?? '')) left.set(id, raisedAt);
      },
    };
  }

  const checkCounting = (taskMails: ReturnType<typeof countsInMemory>) =>
    preSendCheck({
      restored: { read: async () => null },
      distrustedReporter: async () => null,
      team: async () => ({ members: team, unreadable: new Set() }),
      addresses: { recordsOf: async () => ({ suppression: null, pausedBecause: null }) },
      taskMails,
      playbookOf: async () => defaultPlaybook,
      clock,
      company,
    });

  it('swallows nothing urgent: of high priority, escalated, or what a customer said', async () => {
    const counts = countsInMemory();
    const urgent = [
      sampleTaskMail('en'),
      sampleTaskMail('en', { signal: 'renewal-due', tasks: [{ ...lineOf('renewal-talk'), priority: 'normal' }] }),
      sampleTaskMail('en', { signal: 'nps-detractor', tasks: [lineOf('growth-ask')] }),
      sampleLateMail('en', 'escalation'),
    ].map((mail, i) => ({ ...mail, id: `urgent-${i}`, to: { name: 'CSM 0', address: 'csm-0@cs.example' } }));
    const all = [...mails.slice(0, 100), ...urgent];
    const { sending, outbox } = sendingOver(all, {
      checkBeforeSend: checkCounting(counts),
      now: () => new Date(night),
    });
    await deliverOutbox(sending, all, () => true);
    const statusOf = ({ id }: OutboxMail) => [...outbox.rows.values()].find((row) => row.id === id)?.status;
    expect(urgent.map(statusOf)).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  it('keeps nothing back that a person released', async () => {
    const counts = countsInMemory();
    const released = { ...(mails[200] as OutboxMail), id: 'released', releasedAt: '2026-06-03T00:00:00.000Z' };
    const all = [...mails.slice(0, 200), released];
    const { sending, outbox } = sendingOver(all, {
      checkBeforeSend: checkCounting(counts),
      now: () => new Date(night),
    });
    await deliverOutbox(sending, all, () => true);
    expect([...outbox.rows.values()].find(({ id }) => id === 'released')?.status).toBe('sent');
  });

  it('on days that are replayed leaves today’s mails alone, and each of these days has its own', async () => {
    const counts = countsInMemory();
    const replayed = mails
      .filter(({ to }) => to.address === 'csm-0@cs.example')
      .slice(0, 45)
      .map((mail, i) => ({ ...mail, asOf: `2026-05-${10 + Math.floor(i / 15)}` }));
    const own = { ...replayed[0], id: 'of-today', asOf: '2026-06-03' } as OutboxMail;
    const all = [...replayed, own];
    const { sending, outbox } = sendingOver(all, {
      checkBeforeSend: checkCounting(counts),
      now: () => new Date(night),
    });
    const { counts: delivered } = await deliverOutbox(sending, all, () => true);
    expect(delivered).toMatchObject({ sent: 3 * MOST + 1, dropped: 15 });
    expect([...outbox.rows.values()].find(({ id }) => id === 'of-today')?.status).toBe('sent');
    expect(counts.left.get('csm-0'), 'the next digest is told of it').toBe(new Date(night).toISOString());
  });

  it('goes out as a few mails a person and five digests, and every mail that did not go says why', async () => {
    const counts = countsInMemory();
    const checkBeforeSend = checkCounting(counts);
    const { sending, outbox, sends } = sendingOver(mails, { checkBeforeSend, now: () => new Date(night) });
    const { counts: delivered } = await deliverOutbox(sending, mails, () => true);
    expect(delivered).toMatchObject({ sent: MOST * 5, dropped: 10_000 - MOST * 5, held: 0, left: 0 });
    expect(sends).toHaveLength(MOST * 5);
    const unsent = [...outbox.rows.values()].filter(({ status }) => status === 'dropped');
    expect(new Set(unsent.map(({ reason }) => reason?.split(':')[0]))).toEqual(new Set(['left-to-digest']));

    const { run, sent, views } = setting(tasks, team, counts.left);
    for (let hour = 4; hour < 24; hour += 1) await run(`2026-06-03T${String(hour).padStart(2, '0')}:00`);
    expect(sent.map(({ id }) => id).sort()).toEqual(team.map(({ id }) => `digest/${id}/2026-06-03`));
    expect(sent.reduce((sum, mail) => sum + contentOf(mail).open, 0)).toBe(10_000);
    expect(views.length).toBeLessThanOrEqual(5 * 12);
  });

  it('in the afternoon is told of within the hour', async () => {
    const noon = tokyo('2026-06-03T13:10');
    const counts = new Map(team.map(({ id }) => [id, new Date(noon).toISOString()]));
    const { run, sent } = setting(
      tasks.map((task) => ({ ...task, raisedAt: new Date(noon).toISOString() })),
      team,
      counts,
    );
    await run('2026-06-03T14:00');
    await run('2026-06-03T15:00');
    expect(sent.map(({ id }) => id).sort()).toEqual(team.map(({ id }) => `digest/${id}/2026-06-03T14`));
  });
});
