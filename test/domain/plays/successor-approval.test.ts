import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { successorApproval } from '../../../domain/plays/successor-approval.ts';
import { company } from '../../support/plays.ts';
import { sampleCustomerMail, sampleDraftMail } from '../../support/sample-mails.ts';

const today = '2026-06-10';
const now = '2026-06-10T03:00:00.000Z';
const aoi: Csm = { id: 'aoi', name: 'Aoi Shiraishi', email: 'aoi@mirai.example', role: 'csm' };
const gone: Csm = { ...aoi, leftOn: today, successor: 'rei' };
const rei: Csm = { id: 'rei', name: 'Rei', email: 'rei@mirai.example', role: 'csm' };
const ken: Csm = { id: 'ken', name: 'Ken', email: 'ken@mirai.example', role: 'csm' };

const mail: OutboxMail = { ...sampleCustomerMail('en', 'renewal-intent'), csm: 'aoi' };
const words = { subject: 'Mine', body: 'Regards, Aoi' };
const approved: OutboxMail = {
  ...mail,
  ...{ proposed: words, edited: words, decidedBy: 'aoi', releasedAt: '2026-06-09T03:00:00.000Z' },
};
const asked = (changes: Partial<OutboxMail>, team: Csm[], of = mail) =>
  successorApproval({ ...of, ...changes }, team, today, { company, now });

describe('a mail that its CSM approved before they left', () => {
  it('waits for the word of who goes on for them, in their name, and the leaver’s words are forgotten', () => {
    const request = asked({}, [gone, rei], approved);
    expect(request?.mail).toMatchObject({
      status: 'approval',
      csm: 'rei',
      from: { address: 'rei@mirai.example' },
      askedAt: now,
    });
    for (const name of ['edited', 'proposed', 'decidedBy', 'releasedAt'])
      expect(request?.mail).not.toHaveProperty(name);
    expect(request?.asking).toMatchObject({
      id: `${mail.id}/approval/rei`,
      to: { address: 'rei@mirai.example' },
      person: 'rei',
      content: { type: 'approval', approves: mail.id, to: mail.to, mail: { csm: { name: 'Rei' } } },
      createdAt: now,
    });
    expect(JSON.stringify(request)).not.toContain('Regards, Aoi');
    expect(request?.reason).toBe(
      'asked-anew: aoi approved it, in the name of somebody who has left. rei is asked now.',
    );
  });

  it('is that of a row of an older release, too, which knows its CSM by their address', () => {
    const { csm: _, ...old } = approved;
    expect(asked({}, [gone, rei], old)?.mail.csm).toBe('rei');
  });

  it('goes on the successor’s own word, and once that is there nobody is asked again', () => {
    expect(asked({ decidedBy: 'rei' }, [gone, rei], approved)).toBeNull();
    expect(asked({ decidedBy: 'rei', csm: 'rei', from: { name: 'Rei', address: rei.email } }, [gone, rei])).toBeNull();
  });

  it('waits, too, where a colleague approved it in the leaver’s name, or has left in turn', () => {
    expect(asked({ decidedBy: 'ken' }, [gone, rei, ken], approved)?.asking.person).toBe('rei');
    expect(asked({ decidedBy: 'ken' }, [aoi, { ...ken, leftOn: today }], approved)?.asking.person).toBe('aoi');
    expect(asked({ decidedBy: 'ken' }, [aoi], approved)?.asking.person, 'of the team no more').toBe('aoi');
  });

  it('goes where everybody is still there', () => {
    expect(asked({}, [aoi, rei], approved)).toBeNull();
    expect(asked({ decidedBy: 'ken' }, [aoi, ken], approved)).toBeNull();
    expect(asked({}, [{ ...gone, leftOn: '2026-06-11' }, rei], approved)).toBeNull();
  });

  it('is held for a person as before, where nobody goes on for them', () => {
    expect(asked({}, [{ ...gone, successor: undefined }], approved)).toBeNull();
  });
});

describe('a mail that waits for the word of somebody who left', () => {
  it('is asked of who goes on for them, once', () => {
    const request = asked({ status: 'approval' }, [gone, rei]);
    expect(request?.reason).toBe('asked-anew: whoever was asked has left. rei is asked now.');
    expect(successorApproval(request?.mail as OutboxMail, [gone, rei], today, { company, now })).toBeNull();
    expect(asked({ status: 'approval' }, [aoi, rei])).toBeNull();
    expect(asked({ status: 'approval' }, [{ ...gone, successor: undefined }])).toBeNull();
  });
});

describe('a mail that was to go by itself in the name of somebody who left', () => {
  it.each<[Csm['customerMail'], boolean]>([
    ['send', false],
    [undefined, false],
    ['approve', true],
    ['draft', true],
  ])('follows what the successor wants of mail in their name (%s)', (customerMail, isAsked) => {
    expect(asked({}, [gone, { ...rei, customerMail }]) !== null).toBe(isAsked);
  });

  it('goes where the operator released it: the words are the playbook’s', () => {
    expect(asked({ releasedAt: now }, [gone, { ...rei, customerMail: 'approve' }])).toBeNull();
  });
});

it('nobody is asked about what goes to the team', () => {
  expect(
    successorApproval(sampleDraftMail('en'), [gone, { ...rei, customerMail: 'draft' }], today, { company, now }),
  ).toBeNull();
});
