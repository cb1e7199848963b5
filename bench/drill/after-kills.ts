import type { LocalClock } from '../../domain/time/time-zone.ts';
import { mailTag } from '../../functions/mail/mail-tag.ts';
import type { Row } from '../../test/support/dynamo-in-memory/expressions.ts';
import type { DrilledCompany } from './drilled-company.ts';
import { checkCounted, newVerdicts, type Verdicts } from './verdicts.ts';

export const properties = {
  counted: 'events that were acknowledged count exactly once in usage days',
  sentOnce: 'mails go out at most once',
  owed: 'what was raised reaches SES or the bus, or is held for a person',
  unknown: 'sends of unknown outcome are not repeated, and each is told by doctor',
  drained: 'rows of the outbox come to an end',
  openedOnce: 'episodes and tasks are raised once, and told once',
  doneOnce: 'tasks that were done are done once, with one record of it',
  letters: 'what was given up is mended as the runbook says',
} as const;

export type Property = keyof typeof properties;

/** What senders were told is stored, or will have been told by the end. */
export class AcknowledgedEvents {
  count = 0;
  private readonly days = new Map<string, number>();

  constructor(private readonly clock: LocalClock) {}

  expect(events: { account: string; time: number }[]): void {
    for (const { account, time } of events) {
      const day = `${account} ${this.clock.dayOf(time)}`;
      this.days.set(day, (this.days.get(day) ?? 0) + 1);
    }
  }

  get byDay(): ReadonlyMap<string, number> {
    return this.days;
  }
}

interface Look {
  company: DrilledCompany;
  acknowledged: AcknowledgedEvents;
  /** Tasks that a page said are done, as `account id`. */
  done: ReadonlySet<string>;
  doctor: { check: string; ok: boolean; detail: string }[];
  held: { id: string; account: string }[];
}

const textOf = (row: Row, name: string) => row[name]?.S as string | undefined;

export function verdictsOn({ company, acknowledged, done, doctor, held }: Look): Verdicts<Property> {
  const { aws } = company;
  const rows = [...aws.dynamo.rows('accounts')];
  const bySort = (beginning: string) => rows.filter(({ sk }) => String(sk?.S).startsWith(beginning));
  const contentOf = (row: Row) => JSON.parse(textOf(row, 'f') as string);
  const { verdicts, check: look } = newVerdicts(properties);

  checkCounted(rows, acknowledged.byDay, look);
  verdicts.counted.looked = acknowledged.count;

  const mails = bySort('1#mail#').map((row) => ({ row, mail: { ...contentOf(row), status: textOf(row, 'status') } }));
  const accepted = new Map<string, number>();
  for (const { tag } of aws.mails) accepted.set(tag, (accepted.get(tag) ?? 0) + 1);
  for (const [tag, times] of accepted) look('sentOnce', times === 1, () => `the mail ${tag} went out ${times} times`);
  const heldIds = new Set(held.map(({ id }) => id));
  const heldFound = doctor.find(({ check }) => check === 'held-mails');
  for (const { row, mail } of mails) {
    const times = accepted.get(mailTag(mail)) ?? 0;
    const reason = textOf(row, 'reason') ?? '';
    const status = mail.status as string;
    const hasGone = ['sent', 'delivered', 'delayed'].includes(status);
    const isEnd = hasGone || ['held', 'dropped', 'off', 'approval', 'waiting'].includes(status);
    look('drained', isEnd, () => `the mail ${mail.id} is ${status}`);
    look(
      'owed',
      hasGone ? times === 1 : times === 0 || status === 'held',
      () => `${mail.id} is ${status}, sent ${times}`,
    );
    if (status === 'held' && /unknown/.test(reason)) {
      const isTold = heldFound?.ok === false && heldIds.has(mail.id);
      look('unknown', isTold, () => `${mail.id} is held (${reason}), and nobody tells`);
    }
  }

  const published = [...aws.published.values()].map(({ name, detail }) => ({ name, ...JSON.parse(detail) }));
  const timesTold = (name: string, account: string, field: string, id: string) =>
    published.filter((one) => one.name === name && one.account === account && one.data[field] === id).length;
  for (const row of bySort('1#bus#')) {
    look('drained', textOf(row, 'status') === 'sent', () => `the events of ${row.sk?.S} are ${row.status?.S}`);
    for (const { id } of contentOf(row).events) look('owed', aws.published.has(id), () => `${id} was not published`);
  }
  for (const row of bySort('1#episode#')) {
    const { id, account } = contentOf(row);
    const times = timesTold('signal.opened', account, 'episode', id);
    look('openedOnce', times === 1, () => `the episode ${id} was told ${times} times`);
  }
  for (const row of bySort('1#task#')) {
    const { id, account, history = [] } = contentOf(row);
    const told = timesTold('task.raised', account, 'task', id);
    look('openedOnce', told === 1, () => `the task ${id} was told ${told} times`);
    if (!done.has(`${account} ${id}`)) continue;
    const changes = history.filter(({ act }: { act: string }) => act === 'done').length;
    const records = bySort('3#activity#').filter(
      (one) => one.pk?.S === `account#${account}` && contentOf(one).task?.id === id,
    ).length;
    const toldDone = timesTold('task.done', account, 'task', id);
    look(
      'doneOnce',
      textOf(row, 'status') === 'done' && changes === 1 && records === 1 && toldDone === 1,
      () => `${id} is ${row.status?.S}: ${changes} changes, ${records} records, told ${toldDone} times`,
    );
  }
  verdicts.letters.looked = company.world.counts['given up'] ?? 0;
  for (const message of aws.queue)
    look('letters', false, () => `${message.body} stays in the queue of changed accounts`);
  return verdicts;
}
