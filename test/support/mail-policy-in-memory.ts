import type { MailHistory } from '../../domain/mail-policy/mail-history.ts';
import { mailPolicySchema } from '../../domain/mail-policy/mail-policy-schema.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { LiveEpisode } from '../../domain/signals/reading.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import type { MailPolicySources } from '../../functions/outbox/check-mail-policy.ts';
import { sampleCustomerMail } from './sample-mails.ts';

/** An episode with a mail of its own to the contact; the account has `openEpisodes` of them. */
export function mailOfEpisode(n: number, contact = 'ren'): { mail: OutboxMail; episode: LiveEpisode } {
  const signal = `signal-${n}`;
  const id = `shinonome/${signal}/-/2026-06-01`;
  const mail: OutboxMail = {
    ...sampleCustomerMail('en', 're-onboarding'),
    id: `${id}/re-onboarding/${contact}`,
    contact,
    cause: { signal, episode: id },
  };
  return { mail, episode: { signal, subject: null, openedOn: '2026-06-01', steps: [] } };
}

/** What sources works with, over plain memory; a history that gives way between read and write, as the real one does. */
export function mailPolicySourcesOver(episodes: LiveEpisode[], changes: Partial<MailPolicySources> = {}) {
  const histories = new Map<string, { history: MailHistory; revision: number }>();
  const historyOf = (whose: string) => histories.get(whose) ?? { history: [], revision: 0 };
  const sources: MailPolicySources = {
    directory: {
      findAccount: async (id) => ({ id, name: id }),
      findState: async () => ({
        lastScoredDay: '2026-06-01',
        watchedSince: '2026-01-01',
        stage: null,
        health: null,
        scores: {},
        episodes,
      }),
    },
    history: {
      read: async ({ account, address }) => ({ account: historyOf(account), address: historyOf(address) }),
      write: async ({ account, address }, next, seen) => {
        if (historyOf(account).revision !== seen.account.revision) return false;
        if (historyOf(address).revision !== seen.address.revision) return false;
        histories.set(account, { history: next.account, revision: seen.account.revision + 1 });
        histories.set(address, { history: next.address, revision: seen.address.revision + 1 });
        return true;
      },
    },
    optOuts: { isOptedOut: async () => false },
    standing: async () => ({ segment: 'unknown' }),
    policy: async () => mailPolicySchema.parse({ hours: 'any' }),
    company: { timeZone: 'Asia/Tokyo', country: 'JP' },
    calendar: businessCalendar({}),
    ...changes,
  };
  return { sources, histories };
}
