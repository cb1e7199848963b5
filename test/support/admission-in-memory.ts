import type { MailLedger } from '../../domain/mail-policy/ledger.ts';
import { mailPolicySchema } from '../../domain/mail-policy/mail-policy-schema.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import type { LiveEpisode } from '../../domain/signals/reading.ts';
import { businessCalendar } from '../../domain/time/business-days.ts';
import type { Admission } from '../../functions/outbox/admit-mail.ts';
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

/** What admission works with, over plain memory; a ledger that gives way between read and write, as the real one does. */
export function admissionOver(episodes: LiveEpisode[], changes: Partial<Admission> = {}) {
  const ledgers = new Map<string, { ledger: MailLedger; revision: number }>();
  const ledgerOf = (whose: string) => ledgers.get(whose) ?? { ledger: [], revision: 0 };
  const admission: Admission = {
    directory: {
      findAccount: async (id) => ({ id, name: id }),
      findStates: async () => [
        {
          lastScoredDay: '2026-06-01',
          watchedSince: '2026-01-01',
          stage: null,
          health: null,
          scores: {},
          episodes,
        },
      ],
    },
    ledger: {
      read: async ({ account, address }) => ({ account: ledgerOf(account), address: ledgerOf(address) }),
      write: async ({ account, address }, next, seen) => {
        if (ledgerOf(account).revision !== seen.account.revision) return false;
        if (ledgerOf(address).revision !== seen.address.revision) return false;
        ledgers.set(account, { ledger: next.account, revision: seen.account.revision + 1 });
        ledgers.set(address, { ledger: next.address, revision: seen.address.revision + 1 });
        return true;
      },
    },
    optOuts: { isOptedOut: async () => false },
    policy: async () => mailPolicySchema.parse({ hours: 'any' }),
    company: { timeZone: 'Asia/Tokyo', country: 'JP' },
    calendar: businessCalendar({}),
    ...changes,
  };
  return { admission, ledgers };
}
