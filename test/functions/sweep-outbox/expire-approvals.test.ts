import { describe, expect, it } from 'vitest';
import { NewerRecordError } from '../../../functions/store/record.ts';
import { expireApprovals } from '../../../functions/sweep-outbox/expire-approvals.ts';
import { linesLogged } from '../../support/lines-logged.ts';
import { sampleCustomerMail } from '../../support/sample-mails.ts';
import { sampleTask } from '../../support/sample-task.ts';

const day = '2026-06-09';
const logged = linesLogged();
const now = () => new Date(`${day}T00:00:00.000Z`);

describe('A mail that nobody approved in time', () => {
  it('is left to the next sweep while its task can’t be told of it, and the others go on', async () => {
    const waiting = ['busy', 'quiet'].map((account) => ({
      ...sampleCustomerMail('en', 'renewal-intent'),
      account,
      createdAt: '2026-06-01T00:00:00.000Z',
    }));
    const dropped: string[] = [];
    const noted: string[] = [];
    const expired = await expireApprovals({
      outbox: {
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
    const waiting = ['newer', 'quiet'].map((account) => ({
      ...sampleCustomerMail('en', 'renewal-intent'),
      account,
      createdAt: '2026-06-01T00:00:00.000Z',
    }));
    const dropped: string[] = [];
    const expired = await expireApprovals({
      outbox: {
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
