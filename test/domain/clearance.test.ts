import { describe, expect, it } from 'vitest';
import type { Csm } from '../../domain/account.ts';
import { clearAddresses, withoutLeavers } from '../../domain/clearance.ts';
import type { OutboxMail } from '../../domain/outbox.ts';
import { sampleCustomerMail, sampleDraftMail, sampleOperatorMail, sampleTaskMail } from '../support/sample-mails.ts';

const today = '2026-06-10';
const aoi: Csm = { id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm' };
const rei: Csm = { id: 'rei', name: 'Rei', email: 'rei@mirai.example', role: 'csm' };
const gone: Csm = { ...aoi, leftOn: '2026-06-10', successor: 'rei' };

function cleared(mail: OutboxMail, team: Csm[]): OutboxMail {
  const clearance = withoutLeavers(mail, team, today);
  if (clearance.may !== 'go') throw new Error(clearance.reason);
  return clearance.mail;
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

  it('to the leaver goes to the successor, tasks and drafts alike', () => {
    for (const mail of [sampleTaskMail('en'), sampleDraftMail('en')]) {
      const changed = cleared(mail, [gone, rei]);
      expect(changed.to.address).toBe('rei@mirai.example');
    }
    expect(cleared(sampleTaskMail('en'), [gone, rei]).person, 'in whose name its links act').toBe('rei');
    expect(cleared(sampleDraftMail('en'), [gone, rei]).content).toMatchObject({ mail: { csm: { name: 'Rei' } } });
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
    const clearance = withoutLeavers(sampleCustomerMail('en', 'renewal-intent'), team, today);
    expect(clearance).toEqual({ may: 'hold', reason: expect.stringMatching(/^sender-left: aoi .*successor.*release/) });
  });

  it('stays as it is until the day comes, and where the sender is no member of the team', () => {
    const mail = sampleCustomerMail('en', 'renewal-intent');
    expect(cleared(mail, [{ ...gone, leftOn: '2026-06-11' }, rei])).toEqual(mail);
    expect(cleared(mail, [])).toEqual(mail);
  });
});

describe('the addresses of a mail', () => {
  const mail = sampleCustomerMail('en', 'renewal-intent');
  const nothing = { suppression: null, pausedBecause: null };

  it('against which nothing is on record let it go', () => {
    expect(clearAddresses(mail, nothing)).toEqual({ may: 'go', mail });
  });

  it('that came to an end hold it, with the day and what to do', () => {
    const suppression = { address: mail.to.address, reason: 'bounced', since: '2026-06-02T00:00:00.000Z' } as const;
    expect(clearAddresses(mail, { ...nothing, suppression })).toEqual({
      may: 'hold',
      reason: expect.stringMatching(/^suppressed: .*on 2026-06-02\. Drop .*suppressed remove/),
    });
  });

  it('of a sender who pauses hold it, but not the mail that tells of the pause', () => {
    const records = { ...nothing, pausedBecause: '3 of 100 mails came back' };
    expect(clearAddresses(mail, records)).toEqual({
      may: 'hold',
      reason: expect.stringMatching(/^sender-paused: 3 of 100 .*senders resume aoi@mirai\.example/),
    });
    expect(clearAddresses(sampleOperatorMail('en'), records).may).toBe('go');
  });
});
