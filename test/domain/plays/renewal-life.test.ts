import { describe, expect, it } from 'vitest';
import { changeAnswer } from '../../../domain/answers/change-answer.ts';
import type { RenewalAnswer } from '../../../domain/answers/renewal-answer.ts';
import type { PlannedWork } from '../../../domain/plays/plan-work.ts';
import { statusAfter, type Task, type TaskStatus } from '../../../domain/tasks/task.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { finish, work } from '../../support/plays.ts';
import { defaultPlaybook, Story } from '../../support/story.ts';

const RENEWAL = '2026-09-01';
/** Three months before. */
const ASKED = '2026-06-01';

/** A customer whose contract renews, day by day, with all that comes of it. */
class Life {
  readonly story: Story;
  readonly tasks = new Map<string, { task: Task; status: TaskStatus }>();
  readonly mails: { day: Day; kind: string; to: string }[] = [];
  private readonly mailIds = new Set<string>();
  private today: Day;

  constructor(from: Day = '2026-05-10') {
    const { story } = renewing();
    this.story = story;
    this.today = from;
    this.take(work(story, from));
  }

  until(day: Day): this {
    while (this.today < day) {
      this.today = addDays(this.today, 1);
      this.take(work(this.story, this.today));
    }
    return this;
  }

  /** Says so on the day, after that day's nightly run; the account is evaluated at once. */
  answers(answer: RenewalAnswer, comment?: string, renewalDate = RENEWAL): this {
    const before = this.story.answers.find((one) => one.renewalDate === renewalDate);
    const given = { answer, day: this.today, ...(comment !== undefined && { comment }), contact: 'admin' };
    const changed = changeAnswer(before, renewalDate, given);
    if (changed) this.story.answers = [...this.story.answers.filter((one) => one !== before), changed];
    return this.again();
  }

  again(): this {
    this.take(work(this.story, this.today));
    return this;
  }

  moves(renewalDate: Day | undefined): this {
    this.story.account = { ...this.story.account, renewalDate };
    return this.again();
  }

  does(template: string): this {
    for (const [id, entry] of this.tasks) {
      if (entry.task.template !== template || entry.status !== 'open') continue;
      finish(this.story, entry.task, this.today);
      this.tasks.set(id, { ...entry, status: 'done' });
    }
    return this.again();
  }

  get stage() {
    return this.story.state?.stage?.stage;
  }

  get isOpen() {
    const episodes = this.story.state?.episodes ?? [];
    return episodes.some(({ signal, recoveredOn }) => signal === 'renewal-due' && recoveredOn === undefined);
  }

  with(status: TaskStatus): string[] {
    return [...this.tasks.values()].filter((one) => one.status === status).map(({ task }) => task.template);
  }

  /** What customers got, by template. */
  get toCustomer() {
    return this.mails.filter(({ to }) => to.endsWith('koa.example')).map(({ kind }) => kind);
  }

  told(day: Day) {
    const ours = this.mails.filter((mail) => mail.day === day && mail.to.endsWith('cs.example'));
    return ours.map(({ kind, to }) => `${kind} ${to.split('@')[0]}`);
  }

  private take({ tasks, closed, overtaken, mails }: PlannedWork): void {
    const close = (isMeant: (task: Task) => boolean, status: TaskStatus) => {
      for (const [id, entry] of this.tasks) {
        if (entry.status === 'open' && isMeant(entry.task)) this.tasks.set(id, { ...entry, status });
      }
    };
    for (const { id, closedAs } of closed) close(({ episode }) => episode === id, statusAfter(closedAs));
    close(({ id }) => overtaken.includes(id), 'answered');
    for (const task of tasks) {
      expect(this.tasks.has(task.id), `${task.id} is raised once`).toBe(false);
      this.tasks.set(task.id, { task, status: 'open' });
    }
    for (const { id, kind, to } of mails) {
      expect(this.mailIds.has(id), `${id} is written once`).toBe(false);
      this.mailIds.add(id);
      this.mails.push({ day: this.today, kind, to: to.address });
    }
  }
}

function renewing() {
  const story = new Story();
  story.account = {
    ...story.account,
    ...{
      csm: 'mika',
      stage: 'adoption',
      contractStart: '2025-09-01',
      renewalDate: RENEWAL,
      mrr: 1000,
      currency: 'EUR',
    },
  };
  story.contacts = [{ id: 'admin', account: 'koa', role: 'admin', name: 'Ann', email: 'ann@koa.example' }];
  const { 'renewal-due': due, 'stage-renewal': stage } = defaultPlaybook.signals;
  if (!due || !stage) throw new Error('the default playbook has changed its signals');
  // Nobody is reminded of late tasks here: that has tests of its own.
  const overdue = { remindAfterInBusinessDays: 60, escalateAfterInBusinessDays: 90 };
  story.playbook = { ...defaultPlaybook, overdue, signals: { 'renewal-due': due, 'stage-renewal': stage } };
  return { story };
}

const PREPARING = ['renewal-prepare', 'renewal-terms', 'renewal-deciders'];
const ANSWERED = { renew: 'renewal-confirm', talk: 'renewal-talk', 'not-renewing': 'renewal-leaving' } as const;

describe('a renewal that nobody answers', () => {
  it('is asked about three times, then the manager has a task, and the stage lasts', () => {
    const life = new Life().until('2026-12-01');
    expect(life.mails.filter(({ to }) => to.endsWith('koa.example')).map(({ day, kind }) => [day, kind])).toEqual([
      [ASKED, 'renewal-intent'],
      ['2026-07-01', 'renewal-reminder'],
      ['2026-07-31', 'renewal-last-reminder'],
    ]);
    expect(new Set(life.with('open'))).toEqual(new Set([...PREPARING, 'renewal-unanswered']));
    expect([life.stage, life.isOpen]).toEqual(['renewal', true]);
  });

  it('gives each of the team one mail on the day it begins, though two signals ask', () => {
    const life = new Life().until(ASKED);
    expect(life.told(ASKED)).toEqual(['task mika', 'task sam']);
  });
});

const INTENT = 'renewal-intent';
const moments: [moment: string, day: Day, asked: string[], unanswered: string[]][] = [
  ['before the mail', '2026-05-20', [], []],
  ['on the day of the mail', ASKED, [INTENT], []],
  ['after the mail', '2026-06-10', [INTENT], []],
  ['after the first reminder', '2026-07-05', [INTENT, 'renewal-reminder'], []],
  ['after the second', '2026-08-01', [INTENT, 'renewal-reminder', 'renewal-last-reminder'], []],
  [
    'after the manager’s task, in the last 30 days',
    '2026-08-05',
    [INTENT, 'renewal-reminder', 'renewal-last-reminder'],
    ['renewal-unanswered'],
  ],
  ['on the renewal date', RENEWAL, [INTENT, 'renewal-reminder', 'renewal-last-reminder'], ['renewal-unanswered']],
  [
    'after the date has passed',
    '2026-09-20',
    [INTENT, 'renewal-reminder', 'renewal-last-reminder'],
    ['renewal-unanswered'],
  ],
];
const everyAnswer = ['renew', 'talk', 'not-renewing'] as const;

describe.each(moments)('an answer %s', (_, day, asked, unanswered) => {
  it.each(everyAnswer)('%s: the mails stop, the work goes on, its own task comes', (answer) => {
    const life = new Life().until(day).answers(answer, 'In our words');
    const told = life.told(day);
    life.until('2026-10-15');
    expect(life.toCustomer).toEqual(asked);
    expect(new Set(life.with('open'))).toEqual(new Set([...PREPARING, ANSWERED[answer]]));
    expect(life.with('answered')).toEqual(unanswered);
    expect(life.with('recovered')).toEqual([]);
    expect([life.stage, life.isOpen]).toEqual(['renewal', true]);
    // Whose task is closed by it, and the manager of a customer who leaves, are told at once.
    expect(told).toContain('task mika');
    expect(told.filter((mail) => mail.startsWith('told'))).toEqual(
      answer === 'not-renewing' || unanswered.length > 0 ? ['told boss'] : [],
    );
  });

  it.each(everyAnswer)('%s: the next date of the contract settles it', (answer) => {
    const life = new Life()
      .until(day < ASKED ? ASKED : day)
      .answers(answer)
      .moves('2027-09-01');
    expect(life.with('open')).toEqual([]);
    expect(new Set(life.with('recovered'))).toEqual(new Set([...PREPARING, ANSWERED[answer]]));
    expect([life.stage, life.isOpen]).toEqual(['adoption', false]);
    life.until('2027-05-31');
    expect(life.with('open')).toEqual([]);
    life.until('2027-06-01');
    expect(life.toCustomer.at(-1)).toBe(INTENT);
    expect([life.stage, life.isOpen]).toEqual(['renewal', true]);
  });

  it.each(everyAnswer)('%s: said again, it changes nothing', (answer) => {
    const life = new Life().until(day).answers(answer, 'So it is');
    const [tasks, mails] = [life.tasks.size, life.mails.length];
    life.answers(answer, 'So it is').answers(answer);
    expect([life.tasks.size, life.mails.length]).toEqual([tasks, mails]);
  });

  it.each(everyAnswer)('%s: with a comment added, the task comes anew with it', (answer) => {
    const life = new Life().until(day).answers(answer).answers(answer, 'One more thing');
    expect(life.with('answered')).toEqual([...unanswered, ANSWERED[answer]]);
    expect(life.with('open').filter((template) => template === ANSWERED[answer])).toHaveLength(1);
    const task = [...life.tasks.values()].at(-1)?.task;
    expect(task?.data.said).toMatchObject({ answer, comment: 'One more thing', name: 'Ann' });
  });
});

describe('a customer who changes their mind', () => {
  const changes = everyAnswer.flatMap((first) =>
    everyAnswer.filter((then) => then !== first).map((then) => [first, then] as const),
  );

  it.each(changes)('%s → %s: the new task takes the place of the old one, and the work goes on', (first, then) => {
    const life = new Life().until('2026-06-10').answers(first).until('2026-06-12').answers(then, 'After all');
    expect(life.with('answered')).toEqual([ANSWERED[first]]);
    expect(new Set(life.with('open'))).toEqual(new Set([...PREPARING, ANSWERED[then]]));
    // Whoever was told that they leave hears as well that they don't.
    const concerns = [first, then].includes('not-renewing');
    expect(life.told('2026-06-12')).toEqual(concerns ? ['task mika', 'told boss'] : ['task mika']);
    expect([life.stage, life.isOpen]).toEqual(['renewal', true]);
    life.until('2026-09-30');
    expect(life.toCustomer).toEqual([INTENT]);
  });

  it.each(changes)('%s → %s → %s on one day: nothing is lost', (first, then) => {
    const life = new Life().until('2026-06-10').answers(first).answers(then).answers(first);
    expect(life.with('answered')).toEqual([ANSWERED[first], ANSWERED[then]]);
    expect(new Set(life.with('open'))).toEqual(new Set([...PREPARING, ANSWERED[first]]));
    expect(life.told('2026-06-10').filter((mail) => mail === 'task mika')).toHaveLength(3);
  });

  it.each(changes)('%s → %s before anybody evaluated it: the last word counts', (first, then) => {
    const life = new Life().until('2026-06-10');
    const said = { renewalDate: RENEWAL, day: '2026-06-10' };
    life.story.answers = [{ ...said, answer: then, earlier: [{ answer: first, day: '2026-06-10' }] }];
    life.again();
    expect(new Set(life.with('open'))).toEqual(new Set([...PREPARING, ANSWERED[then]]));
  });

  it.each(changes)('%s, its task done, → %s: the new one comes, the done one stays done', (first, then) => {
    const life = new Life().until('2026-06-10').answers(first).until('2026-06-11').does(ANSWERED[first]);
    life.until('2026-06-12').answers(then);
    expect(life.with('done')).toEqual([ANSWERED[first]]);
    expect(life.with('answered')).toEqual([]);
    expect(life.with('open')).toContain(ANSWERED[then]);
  });

  it('and again and again gets a task each time, and no more than the record holds', () => {
    const life = new Life().until('2026-06-10');
    for (let i = 0; i < 30; i += 1) life.answers(i % 2 === 0 ? 'renew' : 'talk');
    const ofAnswers = [...life.tasks.values()].filter(({ task }) => !PREPARING.includes(task.template));
    expect(ofAnswers).toHaveLength(21);
    expect(ofAnswers.filter(({ status }) => status === 'open')).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('after its task was found a false alarm is told all the same', () => {
    const life = new Life().until('2026-06-10');
    const prepare = [...life.tasks.values()].find(({ task }) => task.template === 'renewal-prepare');
    finish(life.story, prepare?.task as Task, '2026-06-10', 'false-alarm');
    life.answers('not-renewing');
    expect(life.with('open')).toContain('renewal-leaving');
  });

  it('that the play has no task for reaches the CSM as a mail', () => {
    const life = new Life().until('2026-06-10');
    const play = life.story.playbook.plays.renewal;
    if (!play) throw new Error('no play');
    const steps = play.steps.filter((step) => !('task' in step) || step.task !== 'renewal-confirm');
    life.story.playbook = {
      ...life.story.playbook,
      plays: { ...life.story.playbook.plays, renewal: { ...play, steps } },
    };
    life.answers('renew', 'And two licenses more, please');
    expect(life.told('2026-06-10')).toEqual(['told mika']);
    life.until('2026-06-12').answers('talk').until('2026-06-13').answers('renew');
    expect(life.with('answered')).toEqual(['renewal-talk']);
    expect(life.told('2026-06-13')).toEqual(['told mika']);
  });

  it('about a date that is no longer the contract’s is somebody’s task as well', () => {
    const life = new Life().until('2026-06-10').moves('2027-09-01').until('2026-06-12').answers('talk');
    expect(life.with('open')).toEqual(['renewal-talk']);
    expect(life.stage).toBe('adoption');
  });

  it('of long ago that nobody asked for opens nothing', () => {
    const life = new Life('2026-04-01');
    life.story.answers = [{ renewalDate: RENEWAL, answer: 'talk', day: '2026-03-01' }];
    life.until('2026-06-30');
    expect(life.toCustomer).toEqual([]);
    expect(life.isOpen).toBe(false);
  });

  it('of somebody who has left is nobody’s task', () => {
    const life = new Life().until('2026-06-10');
    life.story.account = { ...life.story.account, churnedOn: '2026-06-10' };
    life.again().answers('not-renewing');
    expect(life.with('open')).toEqual([]);
    expect(new Set(life.with('churned'))).toEqual(new Set(PREPARING));
  });
});

describe('what an older release left', () => {
  /** An answer once closed the episode and took the account back to where it was. */
  function answered(answer: RenewalAnswer, steps: string[]) {
    const { story } = renewing();
    story.answers = [{ renewalDate: RENEWAL, answer, day: '2026-06-10' }];
    work(story, '2026-05-20');
    const task = `koa/renewal-due/${RENEWAL}/${ASKED}`;
    const state = story.state;
    if (!state?.stage) throw new Error('no state');
    story.state = {
      ...state,
      lastScoredDay: '2026-06-20',
      stage: { ...state.stage, past: [{ stage: 'renewal', since: ASKED, until: '2026-06-10' }] },
      episodes: [
        {
          signal: 'renewal-due',
          subject: RENEWAL,
          openedOn: ASKED,
          recoveredOn: '2026-06-10',
          steps: ['email:renewal-intent', 'task:renewal-prepare', ...steps.map((name) => `task:${name}`)],
          tasks: steps.map((template) => ({
            id: `${task}/${template}`,
            template,
            due: '2026-12-01',
            assignee: 'mika',
          })),
        },
      ],
    };
    return story;
  }

  it.each([
    ['talk', ['renewal-talk']],
    ['not-renewing', ['renewal-leaving']],
    ['renew', []],
  ] as const)('stays as it is after "%s": nothing comes a second time', (answer, steps) => {
    const story = answered(answer, [...steps]);
    for (let day = '2026-06-21'; day < '2026-10-01'; day = addDays(day, 1)) {
      const { tasks, mails, overtaken } = work(story, day);
      expect([tasks, mails, overtaken]).toEqual([[], [], []]);
      expect(story.state?.stage?.stage).toBe('adoption');
    }
    const [episode] = story.state?.episodes ?? [];
    expect(episode?.tasks?.map(({ template }) => template) ?? []).toEqual(steps);
    expect(episode?.answered).toEqual({ answer, count: 1 });
  });

  it('takes up what the customer says from now on, and closes what two answers had left side by side', () => {
    const story = answered('talk', ['renewal-leaving', 'renewal-talk']);
    expect(work(story, '2026-06-21').overtaken).toEqual([`koa/renewal-due/${RENEWAL}/${ASKED}/renewal-leaving`]);
    story.answers = [changeAnswer(story.answers[0], RENEWAL, { answer: 'renew', day: '2026-06-22' }) as never];
    const changed = work(story, '2026-06-22');
    expect(changed.tasks.map(({ id }) => id)).toEqual([`koa/renewal-due/${RENEWAL}/${ASKED}/renewal-confirm/2`]);
    expect(changed.overtaken).toEqual([`koa/renewal-due/${RENEWAL}/${ASKED}/renewal-talk`]);
  });
});
