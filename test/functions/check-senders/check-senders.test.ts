import { describe, expect, it } from 'vitest';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { type Checking, checkSenders } from '../../../functions/check-senders/check-senders.ts';
import { renderMail } from '../../../functions/mail/render-mail.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { company } from '../../support/plays.ts';

/** An installation whose mail service knows cs.example, but for what a night changes. */
function installation() {
  const world = { verified: ['cs.example'], sandbox: false, today: '2026-06-01' };
  const asked: string[] = [];
  const mails = new Map<string, OutboxMail>();
  let known: string[] = [];
  const checking = (): Checking => ({
    mailService: {
      verifiedIdentities: async () => new Set(world.verified),
      domainIdentities: async (domains: string[]) => {
        asked.push(`identities of ${domains.join(', ')}`);
        return new Map(
          domains.map((domain) => [domain, { isVerified: true, isSigned: true, dkimTokens: [], mailFrom: null }]),
        );
      },
      isSendingEnabled: async () => true,
      quota: async () => {
        asked.push('quota');
        return { mailsASecond: 14, mailsADay: world.sandbox ? 200 : 50_000, sentLastDay: 0 };
      },
      busiestDay: async () => 0,
      region: async () => 'ap-northeast-1',
    } as never,
    problems: {
      known: async () => known,
      save: async (problems) => {
        known = problems;
      },
    },
    outbox: {
      add: async (row) => {
        if (mails.has(row.id)) return false;
        mails.set(row.id, row as OutboxMail);
        return true;
      },
    },
    company,
    readMembers: async () => [{ id: 'ken', name: 'Ken', email: 'ken@partner.example', role: 'csm' }],
    countWaiting: async () => 0,
    playbookVersion: async () => 'v1',
    today: world.today,
    now: `${world.today}T18:30:00.000Z`,
  });
  const night = async (today: string) => {
    world.today = today;
    return checkSenders(checking());
  };
  return { world, asked, mails, night };
}

describe('every night', () => {
  it('what has got worse is told to the operator once, with what mends it, and not again while it stays so', async () => {
    const { world, mails, night } = installation();
    world.verified.push('partner.example');
    expect(await night('2026-06-01')).toEqual({ problems: 0, worse: 0 });
    world.verified = ['cs.example'];
    expect(await night('2026-06-02')).toEqual({ problems: 1, worse: 1 });
    expect(await night('2026-06-03')).toEqual({ problems: 1, worse: 0 });
    expect([...mails.keys()]).toEqual(['sending-worse/2026-06-02']);
    const [mail] = mails.values();
    expect(mail?.to).toEqual(company.operator);
    for (const language of ['en', 'ja'] as const) {
      const { text } = renderMail({ ...(mail as OutboxMail), language }, defaultPlaybook, 'Asia/Tokyo');
      expect(text).toContain('SES does not know partner.example as yours');
    }
  });

  it('the mail service is asked once for what several checks look at, and anew the next night', async () => {
    const { world, asked, night } = installation();
    world.verified.push('partner.example');
    await night('2026-06-01');
    expect(asked.toSorted()).toEqual(['identities of cs.example, partner.example', 'quota']);
    await night('2026-06-02');
    expect(asked).toHaveLength(4);
  });

  it('something else that goes wrong beside it is told, and what comes back as well', async () => {
    const { world, mails, night } = installation();
    await night('2026-06-01');
    world.sandbox = true;
    expect(await night('2026-06-02')).toEqual({ problems: 2, worse: 1 });
    world.sandbox = false;
    await night('2026-06-03');
    world.sandbox = true;
    expect(await night('2026-06-04')).toEqual({ problems: 2, worse: 1 });
    expect(mails.size).toBe(3);
  });
});
