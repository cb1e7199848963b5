import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { teamForMail } from '../../../functions/outbox/team-for-mail.ts';
import { sampleCustomerMail } from '../../support/sample-mails.ts';

const member = (id: string): Csm => ({ id, name: id, email: `${id}@mirai.example`, role: 'csm' });
const mail: OutboxMail = { ...sampleCustomerMail('en', 'renewal-intent'), csm: 'aoi' };
const letGoBy = (decidedBy: string): OutboxMail => ({ ...mail, decidedBy });

describe('the team by which a mail is sent', () => {
  function setUp() {
    let now = 0;
    let reads = 0;
    const members = [member('aoi')];
    const unreadable = new Set(['torn']);
    const team = teamForMail(
      async () => {
        reads += 1;
        return { members: [...members], unreadable };
      },
      () => now,
    );
    const wait = (ms: number) => {
      now += ms;
    };
    return { team, members, wait, reads: () => reads };
  }

  it('is read once a minute', async () => {
    const { team, wait, reads } = setUp();
    for (let n = 0; n < 10; n += 1) await team(mail);
    wait(60_001);
    await team(mail);
    expect(reads()).toBe(2);
  });

  it('knows who joined since it was read, and let the mail go', async () => {
    const { team, members, wait } = setUp();
    await team(mail);
    members.push(member('mio'));
    wait(6_000);
    expect((await team(letGoBy('mio'))).members.map(({ id }) => id)).toEqual(['aoi', 'mio']);
  });

  it('is not read for each mail of somebody whom nobody knows, nor of somebody whose record can not be read', async () => {
    const { team, wait, reads } = setUp();
    await team(mail);
    wait(6_000);
    for (let n = 0; n < 10; n += 1) await team(letGoBy('nobody'));
    for (let n = 0; n < 10; n += 1) await team(letGoBy('torn'));
    expect(reads()).toBe(2);
  });
});
