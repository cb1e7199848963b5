import type { Episode } from '../../domain/episodes/episodes.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger-entry.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { encodeAccount, encodeEpisode, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { encodeAuditEntry } from '../../functions/store/audit/audit-items.ts';
import type { Item } from '../../functions/store/item.ts';
import { encodeLedgerEntry } from '../../functions/store/ledger/ledger-items.ts';
import { encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { sampleTaskMail } from '../../test/support/sample-mails.ts';
import { sampleTask } from '../../test/support/sample-task.ts';
import { csm, playbook } from '../support/sample-account.ts';

/** Of each account, over the time that counts as once the history: 400 days. */
export const TASKS_AN_ACCOUNT = 10;
export const DAYS_OF_ONCE = 400;
const DAYS_BETWEEN_TASKS = DAYS_OF_ONCE / TASKS_AN_ACCOUNT;
const LEDGER_ENTRY_EVERY = 4;

/**
 * What accounts have behind them, so many times 400 days long and always as much in a day: episodes that ended, tasks
 * that were done, their mails, what changed, and who changed it. The present is the same in each: one task is open.
 */
export function* pastWork(accounts: readonly string[], times: number, today: Day): Generator<Item> {
  const signals = Object.keys(playbook.signals);
  for (const [n, account] of accounts.entries()) {
    yield encodeAccount({ id: account, name: `Account ${n}`, csm: csm.id, stage: 'adoption' });
    yield encodeTask(taskOf(account, signals[0] as string, addDays(today, -3), null));
    for (let back = 1; back <= times * TASKS_AN_ACCOUNT; back += 1) {
      const day = addDays(today, -back * DAYS_BETWEEN_TASKS - (n % DAYS_BETWEEN_TASKS));
      yield* workOf(account, signals[(n + back) % signals.length] as string, day);
      if (back % LEDGER_ENTRY_EVERY === 0) yield encodeLedgerEntry(account, changeOn(day, back));
    }
  }
}

function* workOf(account: string, signal: string, openedOn: Day): Generator<Item> {
  const closedOn = addDays(openedOn, 5);
  const task = taskOf(account, signal, openedOn, closedOn);
  const at = `${closedOn}T03:00:00.000Z`;
  const episode: Episode = {
    ...{ id: task.episode, account, signal, subject: null, openedOn },
    ...{ evidence: {}, recoveredOn: closedOn, closedAs: 'recovered', cooldownInDays: 30 },
  } as Episode;
  const mail = { ...sampleTaskMail('ja'), id: `${task.episode}/mail/${csm.id}`, account, person: csm.id };
  yield encodeEpisode(episode);
  yield encodeTask(task);
  yield encodeMail({ ...mail, createdAt: at, status: 'delivered' });
  yield encodeAuditEntry({
    ...{ at, who: { is: 'member', id: csm.id }, door: 'page', what: 'task-done' },
    ...{ about: { account, task: task.id }, before: 'open', after: 'done' },
  } as unknown as Parameters<typeof encodeAuditEntry>[0]);
}

function taskOf(account: string, signal: string, raisedOn: Day, closedOn: Day | null) {
  const episode = `${account}/${signal}/-/${raisedOn}`;
  return sampleTask({
    ...{ id: `${episode}/check-in-call/csm`, account, signal, episode, assignee: csm.id, linked: [] },
    ...{ raisedOn, due: addDays(raisedOn, 3), closedOn },
    ...(closedOn !== null && { status: 'done', outcome: 'helped' }),
  });
}

const changeOn = (from: Day, n: number): LedgerEntry =>
  ({
    ...{ fact: 'mrr', from, value: { amount: 1_000 * n, currency: 'JPY' } },
    ...{ recordedAt: Date.parse(`${from}T12:00:00Z`), door: 'import', who: 'bench' },
  }) as LedgerEntry;
