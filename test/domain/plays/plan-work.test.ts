import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import type { PlannedWork } from '../../../domain/plays/plan-work.ts';
import { addDays } from '../../../domain/time/day.ts';
import { company, D, team, work } from '../../support/plays.ts';
import { Story } from '../../support/story.ts';

function handOver(): Story {
  const story = new Story().active('colleague', '2026-02-01', D).active('champion', '2026-05-01', '2026-05-10');
  story.account = { ...story.account, csm: 'mika', language: 'ja' };
  story.contacts = [
    { id: 'champion', account: 'koa', role: 'champion', email: 'champion@koa.example' },
    { id: 'newcomer', account: 'koa', name: 'Nao', email: 'nao@koa.example', language: 'en' },
  ];
  return story.logins('2026-05-30', 1, 'newcomer');
}

function renewal(): Story {
  const story = new Story();
  story.account = { ...story.account, csm: 'mika', renewalDate: '2026-09-01' };
  story.contacts = [
    { id: 'u', account: 'koa', role: 'user', email: 'u@koa.example' },
    { id: 'a', account: 'koa', role: 'admin', email: 'a@koa.example' },
  ];
  return story;
}
const customerMails = ({ mails }: PlannedWork) =>
  mails.filter(({ content }) => content.type === 'customer' || content.type === 'draft');

describe('the work that follows from an evaluation', () => {
  it('welcomes a newcomer in the CSM’s own name, in the newcomer’s language', () => {
    expect(customerMails(work(handOver(), D))).toMatchObject([
      {
        id: 'koa/hand-over/newcomer/2026-06-01/re-onboarding/newcomer',
        kind: 're-onboarding',
        from: { name: 'Mika Sato', address: 'mika@cs.example' },
        replyTo: { address: 'mika@cs.example' },
        to: { name: 'Nao', address: 'nao@koa.example' },
        language: 'en',
        status: 'pending',
      },
    ]);
  });

  it('gives the first task of a group, titled in the assignee’s language, due in business days', () => {
    const { tasks } = work(handOver(), D);
    const own = tasks.filter(({ signal }) => signal === 'hand-over');
    expect(own.map(({ order }) => order)).toEqual([1]);
    for (const task of own) {
      expect(task.id).toBe(`${task.episode}/${task.template}`);
      expect(task.assignee).toBe('mika');
      expect(task.title).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      expect(task.due > D).toBe(true);
    }
  });

  it('sends one mail to each person for all tasks of an assignment', () => {
    const story = new Story().logins('2026-01-05', 1);
    story.account = { ...story.account, csm: 'mika' };
    const { tasks, mails } = work(story, D);
    const assignees = new Set(tasks.map(({ assignee }) => assignee));
    expect(mails.map(({ to }) => to.address).sort()).toEqual([...assignees].map((id) => `${id}@cs.example`).sort());
  });

  it('raises nothing a second time while the episode is open', () => {
    const story = handOver();
    work(story, D);
    expect(work(story, D)).toMatchObject({ opened: [], tasks: [], mails: [] });
    expect(work(story, addDays(D, 1))).toMatchObject({ opened: [], tasks: [], mails: [] });
  });

  it('sends no mail without an address and says so in the task mail', () => {
    const story = handOver();
    story.contacts = story.contacts.slice(0, 1);
    const planned = work(story, D);
    expect(customerMails(planned)).toEqual([]);
    expect(planned.mails[0]?.content).toMatchObject({ lacks: ['no-address'] });
  });

  it('works for an account without a CSM: the manager gets the tasks, no mail goes out in nobody’s name', () => {
    const story = handOver();
    story.account = { id: 'koa', name: 'Koa' };
    const planned = work(story, D);
    expect(customerMails(planned)).toEqual([]);
    expect(new Set(planned.tasks.map(({ assignee }) => assignee))).toEqual(new Set(['boss']));
    expect(planned.mails[0]?.content).toMatchObject({ lacks: ['no-csm'] });
  });

  it('keeps the tasks even when there is nobody at all to give them to', () => {
    const planned = work(handOver(), D, { members: [] });
    expect(planned.tasks.every(({ assignee }) => assignee === null)).toBe(true);
    expect(planned.tasks.length).toBeGreaterThan(0);
    expect(planned.mails).toEqual([]);
  });

  it('turns a customer mail into a draft for the CSM where the stage allows no more', () => {
    const [draft] = customerMails(work(handOver(), D, { mailCeiling: 'draft' }));
    expect(draft).toMatchObject({
      kind: 'draft',
      to: { address: 'mika@cs.example' },
      from: company.systemSender,
      content: { type: 'draft', to: { address: 'nao@koa.example' } },
    });
  });

  it('asks the CSM first where the stage, the play or the CSM says so: the least of the three counts', () => {
    const approve = { ...(team[0] as Csm), customerMail: 'approve' as const };
    const asked = [
      work(handOver(), D, { mailCeiling: 'approve' }),
      work(handOver(), D, { members: [approve, ...team.slice(1)] }),
    ];
    for (const planned of asked) {
      expect(customerMails(planned)).toMatchObject([{ kind: 're-onboarding', status: 'approval' }]);
      const [waiting] = customerMails(planned);
      expect(planned.mails.filter(({ kind }) => kind === 'approval')).toMatchObject([
        {
          id: `${waiting?.id}/approval`,
          status: 'pending',
          person: 'mika',
          to: { address: 'mika@cs.example' },
          from: company.systemSender,
          content: { type: 'approval', approves: waiting?.id, to: { address: 'nao@koa.example' } },
        },
      ]);
      const [taskMail] = planned.mails.filter(({ kind }) => kind === 'task');
      expect(taskMail?.content).toMatchObject({ lacks: ['mail-approve'] });
    }
    const drafting = { ...approve, customerMail: 'draft' as const };
    const setting = { members: [drafting, ...team.slice(1)], mailCeiling: 'approve' as const };
    expect(customerMails(work(handOver(), D, setting))).toMatchObject([{ kind: 'draft' }]);
  });

  it('keeps what would have gone out where the stage sends nothing', () => {
    expect(customerMails(work(handOver(), D, { mailCeiling: 'off' }))).toMatchObject([{ status: 'off' }]);
  });

  it('asks the admin before the champion and never a mere user about a renewal', () => {
    expect(customerMails(work(renewal(), D))).toMatchObject([{ kind: 'renewal-intent', contact: 'a' }]);
  });

  it('reminds 30 and 60 days later, then tells the manager 30 days before, each once', () => {
    const story = renewal();
    const told: string[] = [];
    for (let day = D; day <= '2026-09-10'; day = addDays(day, 1)) {
      const planned = work(story, day);
      for (const { kind, to } of planned.mails) {
        if (kind !== 'reminder' && kind !== 'escalation') told.push(`${day} ${kind} ${to.address}`);
      }
    }
    expect(told).toEqual([
      '2026-06-01 renewal-intent a@koa.example',
      '2026-06-01 task mika@cs.example',
      '2026-07-01 renewal-reminder a@koa.example',
      '2026-07-31 renewal-last-reminder a@koa.example',
      '2026-08-02 task boss@cs.example',
    ]);
  });

  it('sends only the last of several reminders that fell due while nothing ran', () => {
    const story = renewal();
    work(story, D);
    expect(customerMails(work(story, '2026-08-01')).map(({ kind }) => kind)).toEqual(['renewal-last-reminder']);
    expect(customerMails(work(story, '2026-08-02'))).toEqual([]);
  });

  it.each(['talk', 'not-renewing'] as const)('makes the answer "%s" a task within one business day', (answer) => {
    const story = renewal();
    work(story, D);
    story.answers = [{ renewalDate: '2026-09-01', answer, day: '2026-06-12' }];
    const { tasks, closed } = work(story, '2026-06-12');
    expect(closed).toEqual([]);
    expect(tasks[0]?.due).toBe('2026-06-15');
    expect(work(story, '2026-06-13')).toMatchObject({ tasks: [], mails: [] });
  });

  it('writes what is too much for one transaction in several, leaving nothing out', () => {
    const story = handOver();
    story.playbook = structuredClone(story.playbook);
    const signal = story.playbook.signals['hand-over'];
    if (signal) signal.atMostOpen = 50;
    for (let i = 0; i < 40; i += 1) story.logins('2026-05-31', 1, `new-${String(i).padStart(2, '0')}`);
    const subjects = new Set<string | null>();
    for (let pass = 1; ; pass += 1) {
      const planned = work(story, D);
      expect(planned.opened.length + planned.tasks.length + planned.mails.length).toBeLessThan(95);
      for (const { subject } of planned.opened.filter(({ signal }) => signal === 'hand-over')) {
        expect(subjects.has(subject)).toBe(false);
        subjects.add(subject);
      }
      if (!planned.isPartial) break;
      expect(pass).toBeLessThan(20);
    }
    expect(subjects.size).toBe(41);
  });
});
