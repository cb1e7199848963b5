import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import type { LateTaskMailContent, TaskLine } from '../../../domain/mail/mail-content.ts';
import { mayWaitForDigest } from '../../../domain/outbox/may-wait-for-digest.ts';
import type { OutboxMail, OutboxRow } from '../../../domain/outbox/outbox.ts';
import {
  checkAddresses,
  heldSinceRestoring,
  leftToDigest,
  withoutLeavers,
} from '../../../domain/outbox/pre-send-check.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import {
  sampleApprovalMail,
  sampleCustomerMail,
  sampleDraftMail,
  sampleLateMail,
  sampleMovedMail,
  sampleOperatorMail,
  sampleTaskMail,
} from '../../support/sample-mails.ts';

const today = '2026-06-10';
const aoi: Csm = { id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm' };
const rei: Csm = { id: 'rei', name: 'Rei', email: 'rei@mirai.example', role: 'csm' };
const gone: Csm = { ...aoi, leftOn: '2026-06-10', successor: 'rei' };

function cleared(mail: OutboxMail, team: Csm[]): OutboxMail {
  const decision = withoutLeavers(mail, team, today);
  if (decision.may !== 'go') throw new Error(decision.reason);
  return decision.mail;
}

describe('a mail that was written before a CSM left', () => {
  it('goes out in the name of the successor, in its text too, and never of the leaver', () => {
    const mail = cleared(sampleCustomerMail('en', 'renewal-intent'), [gone, rei]);
    expect(mail.from).toEqual({ name: 'Rei', address: 'rei@mirai.example' });
    expect(mail.replyTo).toEqual(mail.from);
    expect(mail.content).toMatchObject({ csm: { name: 'Rei', email: 'rei@mirai.example' } });
    expect(mail.to.address).toBe('ren@shinonome.example');
    expect(JSON.stringify(mail)).not.toContain('aoi@');
  });

  it('to the leaver goes to the successor: tasks, and what they are shown of mail in their name', () => {
    expect(cleared(sampleTaskMail('en'), [gone, rei]).to.address).toBe('rei@mirai.example');
    for (const mail of [sampleDraftMail('en'), sampleApprovalMail('en')]) {
      const changed = cleared(mail, [gone, rei]);
      expect(changed.to.address).toBe('rei@mirai.example');
      expect(changed.content).toMatchObject({ mail: { csm: { name: 'Rei', email: 'rei@mirai.example' } } });
    }
    expect(cleared(sampleTaskMail('en'), [gone, rei]).person, 'in whose name its links act').toBe('rei');
  });

  it('to a customer goes to the customer, even one with an address of the leaver', () => {
    const to = { name: 'Aoi', address: 'aoi@mirai.example' };
    expect(cleared({ ...sampleCustomerMail('en', 'renewal-intent'), to }, [gone, rei]).to).toEqual(to);
  });

  it('goes on along the successors of successors', () => {
    const kai: Csm = { ...rei, id: 'kai', name: 'Kai', email: 'kai@mirai.example' };
    const team = [gone, { ...rei, leftOn: '2026-06-01', successor: 'kai' }, kai];
    expect(cleared(sampleCustomerMail('en', 'renewal-intent'), team).from.address).toBe('kai@mirai.example');
  });

  it.each<[string, Csm[]]>([
    ['nobody is named', [{ ...gone, successor: undefined }]],
    ['the successors name each other', [gone, { ...rei, leftOn: '2026-06-01', successor: 'aoi' }]],
  ])('waits for a person where %s', (_, team) => {
    const decision = withoutLeavers(sampleCustomerMail('en', 'renewal-intent'), team, today);
    expect(decision).toEqual({
      may: 'hold',
      reason:
        'sender-left: aoi has left, and nobody is named to go on for them. Import who does (import csms, column successor), then release the mail, or drop it.',
    });
  });

  it('stays as it is until the day comes, and where the sender is no member of the team', () => {
    const mail = sampleCustomerMail('en', 'renewal-intent');
    expect(cleared(mail, [{ ...gone, leftOn: '2026-06-11' }, rei])).toEqual(mail);
    expect(cleared(mail, [])).toEqual(mail);
  });

  it('stays as it was written where its sender is still there, also under a new name', () => {
    const mail = sampleCustomerMail('en', 'renewal-intent');
    expect(cleared(mail, [{ ...aoi, name: 'Aoi Mori', email: 'AOI@mirai.example' }])).toEqual(mail);
  });
});

describe('colleagues who share an address, also in other capitals', () => {
  const hana: Csm = { id: 'hana', name: 'Hana', email: 'AOI@mirai.example', role: 'csm' };
  const leftAlone: Csm = { ...gone, successor: undefined };

  it('stop nobody’s mail: whoever is there goes before whoever left, in whatever order they are read', () => {
    const task = { ...sampleTaskMail('en'), person: 'hana' };
    const customer = { ...sampleCustomerMail('en', 'renewal-intent'), csm: 'hana' };
    for (const team of [
      [hana, leftAlone, rei],
      [leftAlone, hana, rei],
    ]) {
      expect(cleared(task, team)).toEqual(task);
      expect(cleared(customer, team)).toEqual(customer);
    }
  });

  it('are told apart by their ids: what the leaver had goes to their successor', () => {
    for (const team of [
      [hana, gone, rei],
      [gone, hana, rei],
    ]) {
      const customer = cleared({ ...sampleCustomerMail('en', 'renewal-intent'), csm: 'aoi' }, team);
      expect(customer.from).toEqual({ name: 'Rei', address: 'rei@mirai.example' });
      expect(customer.replyTo).toEqual(customer.from);
      expect(customer.csm, 'who answers for it from now on').toBe('rei');
      expect(cleared(sampleTaskMail('en'), team).to.address).toBe('rei@mirai.example');
    }
  });

  it('are told apart as far as a row of an older release says: by the name, then by who is still there', () => {
    const old = sampleCustomerMail('en', 'renewal-intent');
    expect(old).not.toHaveProperty('csm');
    expect(cleared(old, [hana, gone, rei]).from.name, 'the leaver’s').toBe('Rei');
    expect(cleared(old, [leftAlone, hana]).from, 'nobody goes on for the leaver').toEqual({
      name: 'Hana',
      address: 'AOI@mirai.example',
    });
    const ofHana = { ...old, from: { name: 'Hana', address: 'aoi@mirai.example' } };
    expect(cleared(ofHana, [leftAlone, hana]).from).toEqual(ofHana.from);
  });

  it('do not stop what the system sends from an address that somebody had who left', () => {
    const mail = sampleOperatorMail('en');
    const system = { name: 'Sakimawari', address: 'aoi@mirai.example' };
    const fromThere = { ...mail, from: system, replyTo: system };
    expect(cleared(fromThere, [leftAlone]).from).toEqual(system);
    const forOperator = { ...mail, to: { name: 'Operator', address: 'aoi@mirai.example' } };
    expect(cleared(forOperator, [leftAlone]).to, 'the operator is nobody of the team').toEqual(forOperator.to);
  });
});

describe('the addresses of a mail', () => {
  const mail = sampleCustomerMail('en', 'renewal-intent');
  const nothing = { suppression: null, pausedBecause: null };

  it('against which nothing is on record let it go', () => {
    expect(checkAddresses(mail, nothing)).toEqual({ may: 'go', mail });
  });

  it.each([
    ['bounced', 'mail to this address came back for good'],
    ['complained', 'they marked our mail as unwanted'],
  ] as const)('that came to an end (%s) hold it, with the day and what to do', (reason, what) => {
    const suppression = { address: mail.to.address, reason, since: '2026-06-02T00:00:00.000Z' };
    expect(checkAddresses(mail, { ...nothing, suppression })).toEqual({
      may: 'hold',
      reason: `suppressed: ${what} on 2026-06-02. Drop the mail and give the contact another address; if the address is good again: suppressed remove ADDRESS, then release the mail.`,
    });
  });

  it('of a sender who pauses hold it, but not the mail that tells of the pause', () => {
    const records = { ...nothing, pausedBecause: '3 of 100 mails came back' };
    expect(checkAddresses(mail, records)).toEqual({
      may: 'hold',
      reason:
        'sender-paused: 3 of 100 mails came back. Find out whom aoi@mirai.example wrote to and why; then senders resume aoi@mirai.example, which releases what was held.',
    });
    expect(checkAddresses(sampleOperatorMail('en'), records).may).toBe('go');
  });
});

describe('the mails about tasks that one of us gets in a day', () => {
  const ordinary = { signal: 'usage-growing', tasks: [taskLine('growth-ask', 'normal')] };
  const lateOf = (template: string, signal = 'usage-growing') => {
    const mail = sampleLateMail('en', 'reminder');
    const content = mail.content as LateTaskMailContent;
    return { ...mail, content: { ...content, signal, task: { ...content.task, template } } };
  };
  const waits = (mail: OutboxMail) => mayWaitForDigest(mail, defaultPlaybook);

  it('may be left to the digest when they tell of ordinary tasks, or that one of these is late', () => {
    expect(waits(sampleTaskMail('en', ordinary))).toBe(true);
    expect(waits(lateOf('growth-ask'))).toBe(true);
  });

  it('always go when one of the tasks is of high priority, also long after it was raised', () => {
    const tasks = [taskLine('growth-ask', 'normal'), taskLine('check-in-call', 'high')];
    expect(waits(sampleTaskMail('en', { ...ordinary, tasks }))).toBe(false);
    expect(waits(lateOf('check-in-call'))).toBe(false);
  });

  it('always go when a customer answered or complained, whatever the playbook makes of its priority', () => {
    const answered = taskLine('renewal-talk', 'low');
    expect(waits(sampleTaskMail('en', { signal: 'renewal-due', tasks: [answered] }))).toBe(false);
    expect(waits(sampleTaskMail('en', { signal: 'renewal-due', tasks: [taskLine('renewal-prepare', 'low')] }))).toBe(
      true,
    );
    const rated = (signal: string) => sampleTaskMail('en', { signal, tasks: [taskLine('growth-ask', 'low')] });
    expect(waits(rated('nps-detractor'))).toBe(false);
    expect(waits(rated('nps-promoter'))).toBe(true);
  });

  it('always go when a task is escalated or came back, and so does all that tells of no task', () => {
    for (const mail of [
      sampleLateMail('en', 'escalation'),
      sampleCustomerMail('en', 'win-back'),
      sampleDraftMail('en'),
      sampleApprovalMail('en'),
      sampleMovedMail('en', 'handed-over'),
      sampleMovedMail('en', 'returned'),
      sampleOperatorMail('en'),
    ]) {
      expect(waits(mail), mail.content.type).toBe(false);
    }
  });

  it('may be left where the playbook has forgotten the signal', () => {
    expect(waits(sampleTaskMail('en', { ...ordinary, signal: 'forgotten' }))).toBe(true);
  });

  it('are left to the digest once there were enough, and nobody has to do anything about that', () => {
    expect(leftToDigest(5)).toEqual({
      may: 'drop',
      reason:
        'left-to-digest: 5 mails about tasks have gone to this person that day, and this one is not urgent; what it says stands in their next digest.',
    });
  });
});

function taskLine(template: string, priority: TaskLine['priority']): TaskLine {
  return { id: template, template, priority, due: '2026-06-02', assigneeName: 'Aoi' };
}

describe('where data was put back that says what went out', () => {
  const restored = { to: '2026-06-09T18:00:00.000Z', since: '2026-06-10T03:00:00.000Z' };
  const mail = sampleCustomerMail('en', 'renewal-intent');
  const goes = (row: OutboxRow) => heldSinceRestoring(row, restored) === null;

  it('a mail waits for a person, who is told of when the data is and what to do', () => {
    expect(heldSinceRestoring(mail, restored)).toContain('restored: data of 2026-06-09T18:00:00.000Z was put back');
    expect(goes(sampleTaskMail('en'))).toBe(false);
    expect(heldSinceRestoring(mail, null)).toBeNull();
  });

  it('it goes once a person has let it go since, and not by a word of before', () => {
    expect(goes({ ...mail, releasedAt: '2026-06-10T04:00:00.000Z' })).toBe(true);
    expect(goes({ ...mail, releasedAt: '2026-06-09T17:00:00.000Z' })).toBe(false);
  });

  it('what somebody asks for now goes, what the operator has to know, and events, which consumers know again', () => {
    expect(goes(sampleOperatorMail('en'))).toBe(true);
    expect(goes({ ...mail, content: { type: 'sign-in' } as OutboxMail['content'] })).toBe(true);
    const post = {
      channel: 'bus',
      id: 'b',
      account: 'koa',
      status: 'pending',
      createdAt: restored.to,
      events: [],
    } as const;
    expect(goes({ ...post, events: [] })).toBe(true);
  });
});
