import { describe, expect, it } from 'vitest';
import { NewerRecordError } from '../../../functions/store/record.ts';
import { tendApprovals } from '../../../functions/sweep-outbox/tend-approvals.ts';
import { linesLogged } from '../../support/lines-logged.ts';
import { sampleCustomerMail } from '../../support/sample-mails.ts';
import { sampleTask } from '../../support/sample-task.ts';

const day = '2026-06-09';
const logged = linesLogged();
const now = () => new Date(`${day}T00:00:00.000Z`);

const neverAsks = { findMail: async () => undefined, askForApproval: async () => false };
const asksNobody = {
  team: async () => ({ members: [], unreadable: new Set<string>() }),
  company: { systemSender: { name: 'Kumori', address: 'cs@kumori.example' }, language: 'en' as const },
};

/** Waiting for longer than they may. */
const mailsOf = (...accounts: string[]) =>
  accounts.map((account) => ({
    ...sampleCustomerMail('en', 'renewal-intent'),
    account,
    createdAt: '2026-06-01T00:00:00.000Z',
  }));

describe('A mail that nobody approved in time', () => {
  it('is left to the next sweep while its task can’t be told of it, and the others go on', async () => {
    const waiting = mailsOf('busy', 'quiet');
    const dropped: string[] = [];
    const noted: string[] = [];
    const { expiredApprovals: expired } = await tendApprovals({
      ...asksNobody,
      outbox: {
        ...neverAsks,
        async *unapprovedSince() {
          yield* waiting;
        },
        dropUnapproved: async ({ account }) => {
          dropped.push(account);
          return true;
        },
      },
      tasks: {
        openOfEpisode: async (account) => [sampleTask({ account })],
        change: async ({ account }) => {
          if (account === 'quiet') noted.push(account);
          return account === 'quiet';
        },
      },
      approveWithinDays: async () => 5,
      dayOf: () => day,
      now,
    });
    expect({ expired, dropped, noted }).toEqual({ expired: 1, dropped: ['quiet'], noted: ['quiet'] });
  });

  it('waits while its task can’t be read, and the others go on', async () => {
    const waiting = mailsOf('newer', 'quiet');
    const dropped: string[] = [];
    const { expiredApprovals: expired } = await tendApprovals({
      ...asksNobody,
      outbox: {
        ...neverAsks,
        async *unapprovedSince() {
          yield* waiting;
        },
        dropUnapproved: async ({ account }) => dropped.push(account) > 0,
      },
      tasks: {
        openOfEpisode: async (account) => {
          if (account === 'newer') throw new NewerRecordError('task', 2);
          return [];
        },
        change: async () => true,
      },
      approveWithinDays: async () => 5,
      dayOf: () => day,
      now,
    });
    expect({ expired, dropped }).toEqual({ expired: 1, dropped: ['quiet'] });
    expect(logged.join()).toContain('approval not ended');
  });
});

describe('What waits for its CSM’s word', () => {
  it('is read once by a sweep, whoever it is looked at for', async () => {
    const waiting = ['late', 'young'].map((account) => ({
      ...sampleCustomerMail('en', 'renewal-intent'),
      account,
      ...{ status: 'approval' as const, csm: 'aoi' },
      createdAt: account === 'late' ? '2026-06-01T00:00:00.000Z' : '2026-06-08T00:00:00.000Z',
    }));
    const gone = { id: 'aoi', name: 'Aoi', email: 'aoi@kumori.example', role: 'csm' as const };
    const rei = { id: 'rei', name: 'Rei', email: 'rei@kumori.example', role: 'csm' as const };
    let readings = 0;
    const asked: string[] = [];
    const counts = await tendApprovals({
      ...asksNobody,
      team: async () => ({
        members: [{ ...gone, leftOn: '2026-06-02', successor: 'rei' }, rei],
        unreadable: new Set(),
      }),
      outbox: {
        async *unapprovedSince() {
          readings += 1;
          yield* waiting;
        },
        dropUnapproved: async () => true,
        findMail: async () => undefined,
        askForApproval: async ({ account }) => asked.push(account) > 0,
      },
      tasks: { openOfEpisode: async () => [], change: async () => true },
      approveWithinDays: async () => 5,
      dayOf: () => day,
      now,
    });
    expect(counts, 'what is dropped nobody is asked about').toEqual({ expiredApprovals: 1, successorsAsked: 1 });
    expect({ readings, asked }).toEqual({ readings: 1, asked: ['young'] });
  });
});
