import { newDataRequest } from '../../domain/personal-data/data-request.ts';
import { type KeptData, type KeptKind, keptData } from '../../domain/personal-data/kept-data.ts';
import { addDays } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { RawRetention } from '../../domain/usage/raw-retention.ts';
import { encodeNumberedTally } from '../../domain/usage/tally/numbered-tally.ts';
import { encodeTally, TallyBuilder } from '../../domain/usage/tally/usage-tally.ts';
import type { WaitingEvent } from '../../domain/usage/usage-event.ts';
import { mailTag } from '../../functions/mail/mail-tag.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { DynamoEvents, EventRows } from '../../functions/store/events/events.ts';
import type { Item } from '../../functions/store/item.ts';
import * as key from '../../functions/store/keys.ts';
import { encodeDataRequest } from '../../functions/store/personal-data/data-requests.ts';
import { DynamoLifetime } from '../../functions/store/usage/lifetime.ts';
import { DynamoUsage } from '../../functions/store/usage/usage.ts';
import { encodeTallyRows } from '../../functions/store/usage/usage-codec.ts';
import { tallyHour } from '../../functions/usage/tally-hour.ts';
import type { LetterQueues } from './letter-queues.ts';
import type { TestTables } from './tables.ts';

/** Found in no other word: whoever searches both tables for them byte by byte finds this person, and nobody else. */
export const planted = {
  account: 'koa',
  id: 'kokoro-91',
  name: 'Kokoro Mizuno',
  address: 'kokoro@umi.example',
  words: 'Zanzibar-grey is what I wrote',
  browser: 'browser-77',
};
export const traces = [planted.id, planted.name, planted.address, 'Zanzibar-grey'];

const DAY = '2026-05-30';
const AT = '2026-05-30T03:00:00.000Z';
const AT_IN_MS = Date.parse(AT);
const EXPIRES = { N: '1900000000' };
const clock = localClock('Asia/Tokyo');
const rows = new EventRows(clock, new RawRetention(clock, 400));

const { account, id, name, address, words, browser } = planted;
const mailId = `${account}/no-login/-/${DAY}/win-back/${id}`;
const record = (at: Item, f: unknown, more: Item = {}): Item => ({ ...at, f: { S: JSON.stringify(f) }, ...more });
const under = (sk: string): Item => ({ pk: { S: key.accountKey(account) }, sk: { S: sk } });
const listed = (list: string, listedAt: string): Item => ({ list: { S: list }, listedAt: { S: listedAt } });

/** Kinds in which there may be a person of a customer, and which erasing reaches. */
export const kindsWithPeople = (Object.keys(keptData) as KeptKind[]).filter((kind) => {
  const { onErasing }: KeptData = keptData[kind];
  return onErasing === 'deleted' || onErasing === 'replaced';
});
type KindWithPeople = {
  [Kind in KeptKind]: (typeof keptData)[Kind]['onErasing'] extends 'deleted' | 'replaced' ? Kind : never;
}[KeptKind];

const event = (one: object): Item =>
  rows.encode({ source: 'app', time: AT_IN_MS, user: id, event: 'login', id: 'e1', ...one } as WaitingEvent);

/** The person in every such kind of row: one that is new does not compile before somebody planted them in it. */
const plantedRows: Record<KindWithPeople, Item[] | 'usage' | 'queues'> = {
  contact: [record(key.contactRowKey(account, id), { id, account, name, email: address, role: 'champion' })],
  'user-link': [{ ...key.linkRowKey(key.userKey(id)), account: { S: account }, since: { S: AT } }],
  'anonymous-link': [{ ...key.linkRowKey(key.anonymousKey(browser)), user: { S: id }, since: { S: AT } }],
  'user-move': [record(key.userAuditRowKey(id, AT, 'h1'), { at: AT, what: 'user-moved', about: { user: id } })],
  'opt-out': [record(key.optOutRowKey(account, id), { contact: id, kinds: ['offers'], at: AT, address })],
  'address-opt-out': [record(key.addressOptOutRowKey(address), { kinds: ['offers'], at: AT })],
  'dead-address': [record(key.deadAddressRowKey(account, id), { contact: id, address, day: DAY })],
  suppression: [{ ...key.suppressionRowKey(address), reason: { S: 'bounced' }, ...listed('addresses#suppressed', AT) }],
  invitation: [record(key.invitationRowKey(account, id), { contact: id, invitedAt: AT, by: 'aoi' })],
  'customer-comment': [
    record(key.customerCommentRowKey(account, { day: DAY, contact: id, number: 1 }), { contact: id, text: words }),
  ],
  mail: [
    record(
      under(key.mailSortKey(mailId)),
      { id: mailId, account, contact: id, to: { name, address }, content: { text: `Dear ${name}` } },
      { status: { S: 'sent' }, ...listed('mails#done#01', `${AT}#${mailId}`) },
    ),
    record(
      under(key.mailSortKey(`${account}/no-login/-/${DAY}/task/aoi`)),
      {
        id: 't',
        account,
        person: 'aoi',
        to: { name: 'Aoi', address: 'aoi@tool.example' },
        content: { people: [{ id, name }] },
      },
      { status: { S: 'sent' } },
    ),
  ],
  'mail-tag': [
    { ...key.mailTagRowKey(mailTag({ account, id: mailId })), account: { S: account }, mail: { S: mailId } },
  ],
  'address-mails': [
    record(key.addressHistoryRowKey(address), [{ mail: mailId, contact: id, at: AT_IN_MS }], { rev: { N: '1' } }),
  ],
  'account-mails': [
    record(key.mailHistoryRowKey(account), [{ mail: mailId, contact: id, at: AT_IN_MS }], { rev: { N: '1' } }),
  ],
  'survey-answers': [
    record(key.surveyAnswersRowKey(account, { asked: `nps/${DAY}/`, contact: id } as never), {
      contact: id,
      asked: `nps/${DAY}/`,
      given: [{ value: 9, comment: words, atInMs: AT_IN_MS }],
    }),
  ],
  'mail-rating': [
    record(
      key.mailFeedbackRowKey(account, mailId),
      { account, contact: id, mail: mailId, fit: 'too-much', day: DAY },
      listed('feedback#mails', `${DAY}#${mailId}`),
    ),
  ],
  'activity-answer': [
    record(key.activityAnswerRowKey(account, mailId), { account, contact: id, mail: mailId, comment: words, day: DAY }),
  ],
  'cs-score': [
    record(key.csScoreRowKey(account, mailId), { account, contact: id, mail: mailId, score: 6, comment: words }),
  ],
  'survey-ask': [record(key.surveyAskRowKey(account, mailId), { account, contact: id, mail: mailId, day: DAY })],
  'renewal-answer': [
    record(key.answerRowKey(account, '2026-09-30'), {
      renewalDate: '2026-09-30',
      answer: 'talk',
      contact: id,
      comment: words,
    }),
  ],
  'goal-proposal': [
    record(key.goalProposalRowKey(account), { name: 'Faster', by: 'aoi', agreed: { contact: id, day: DAY } }),
  ],
  'raw-event': [
    event({ account }),
    event({
      account,
      id: `n1/${id}`,
      source: 'survey',
      event: 'nps.answered',
      value: 9,
      subject: 'n1',
      comment: words,
    }),
    event({ account, id: 'e3', user: 'sora' }),
  ],
  'waiting-event': [event({})],
  call: [
    rows.encode({
      source: 'app',
      id: 'c1',
      time: AT_IN_MS,
      kind: 'identify',
      userId: id,
      anonymousId: browser,
      groupId: account,
      traits: { name, email: address },
    } as never),
  ],
  'usage-hour': 'usage',
  'usage-day': 'usage',
  'overtaken-usage': 'usage',
  lifetime: 'usage',
  'month-values': [],
  quarantined: [
    {
      ...key.quarantinedRowKey('demo', 'h1'),
      raw: { S: JSON.stringify({ event: 'login', user: id }) },
      reason: { S: 'bad' },
      expiresAt: EXPIRES,
    },
  ],
  account: [
    record(
      key.accountRowKey(account),
      { id: account, name: 'Koa', note: `${name} signs` },
      listed('accounts#11', account),
    ),
  ],
  episode: [
    record(key.episodeRowKey(account, `${account}/nps-low/n1/${DAY}`), { account, signal: 'nps-low', person: id }),
  ],
  task: [
    record(
      key.taskRowKey(account, `${account}/no-login/-/${DAY}/call`),
      {
        account,
        title: `Call ${name}`,
        note: `wrote to ${address}`,
        data: { people: [{ id, name, role: 'champion' }] },
      },
      { status: { S: 'open' } },
    ),
  ],
  state: [
    record(
      key.stateRowKey(account),
      { episodes: [{ signal: 'nps-low', subject: 'n1', person: id }] },
      { version: { N: '7' } },
    ),
  ],
  activity: [
    record(
      key.activityRowKey(account, { day: DAY, id: 'a1' }),
      { id: 'a1', day: DAY, contact: id, note: `met ${name}` },
      { expiresAt: EXPIRES },
    ),
  ],
  'next-action': [record(key.nextActionRowKey(account), { text: `Ask ${name}`, by: 'aoi', day: DAY })],
  'signal-feedback': [
    record(key.signalFeedbackRowKey(account, 't1'), { account, task: 't1', note: `${name} says so` }),
  ],
  'ledger-entry': [
    record(key.ledgerRowKey(account, { from: DAY, fact: 'mrr', id: 'h1' }), {
      fact: 'mrr',
      from: DAY,
      value: { amount: 100, currency: 'JPY' },
      recordedAt: AT_IN_MS,
      door: 'import',
      who: 'import by aya',
      note: `${name} asked`,
    }),
  ],
  chat: [
    record(under(key.chatSortKey('p1')), { account, message: { text: `${name} is gone` } }, { status: { S: 'sent' } }),
  ],
  'bus-events': [
    record(
      under(key.busSortKey('b1')),
      { account, events: [{ name: 'answer', data: { contact: id } }] },
      { status: { S: 'sent' } },
    ),
  ],
  'account-audit': [
    record(key.accountAuditRowKey(account, AT, 'h1'), {
      at: AT,
      who: { is: 'contact', id },
      about: { account, contact: id },
      before: null,
      after: name,
    }),
  ],
  audit: [
    record(key.auditRowKey('2026-05', AT, 'h1'), { at: AT, who: { is: 'operator', id: 'aya' }, about: { user: id } }),
  ],
  'running-erasure': [],
  'data-request': [
    encodeDataRequest({
      ...newDataRequest(
        { id: 'r-1', what: 'export', subject: { account, person: id }, isEverywhere: false, askedBy: 'aoi' },
        AT,
      ),
      ...{ state: 'done', parts: [1] },
    }),
  ],
  'export-part': [{ ...key.exportPartRowKey('r-1', 0, 0), b: { B: Buffer.from(words) }, expiresAt: EXPIRES }],
  'dead-letters': 'queues',
};

/** What lies in the queues of what could not be done: of the person, of their account, of somebody else. */
export const plantedLetters = {
  'record-mail-feedback': [
    { detail: { mail: { destination: [address] } } },
    { detail: { mail: { destination: ['rin@lio.example'] } } },
  ],
  'changed-accounts': [{ account }, { account: 'lio' }],
};

export async function plantLetters({ put }: LetterQueues): Promise<void> {
  for (const [queue, letters] of Object.entries(plantedLetters)) for (const letter of letters) await put(queue, letter);
}

/** Puts the person, and two others, into everything there is. */
export async function plantPerson({ client, accountsTable, eventsTable }: TestTables): Promise<void> {
  const all = Object.entries(plantedRows).flatMap(([kind, items]) =>
    Array.isArray(items) ? items.map((item) => ({ kind, item })) : [],
  );
  const ofEvents = new Set(['raw-event', 'waiting-event', 'call']);
  const itemsOf = (isOfEvents: boolean) =>
    all.filter(({ kind }) => ofEvents.has(kind) === isOfEvents).map(({ item }) => item);
  await batchPut(client, eventsTable, itemsOf(true));
  await batchPut(client, accountsTable, itemsOf(false));
  await plantUsage({ client, accountsTable, eventsTable });
}

async function plantUsage({
  client,
  accountsTable,
  eventsTable,
}: Pick<TestTables, 'client' | 'accountsTable' | 'eventsTable'>) {
  const at = { day: DAY, hour: 12 };
  const hour = await tallyHour(new DynamoEvents(client, eventsTable), account, at);
  const usage = new DynamoUsage(client, accountsTable);
  await usage.putHour(account, at, hour, Number(EXPIRES.N));
  const others = new TallyBuilder();
  others.addTally(hour);
  others.add('export', id, { time: AT_IN_MS, id: `x/${id}`, source: 'app', value: 12 });
  others.add('login', 'mei');
  const days = [
    { day: DAY, ...hour },
    { day: '2026-04-02', ...others.build() },
  ];
  const numbers = await new DynamoLifetime(client, accountsTable).learn(account, days);
  for (const day of days) await usage.putDay(account, day, numbers, day.day);
  const [late] = encodeTallyRows(
    key.accountKey(account),
    key.overtakenUsageSortKey('2026-04-02', '2026-05-01'),
    encodeNumberedTally(days[1] as never, numbers),
  );
  await batchPut(client, accountsTable, [late]);
}

/** A day of theirs after the other, an event each; says how many rows they are in. */
export async function plantDays({ client, accountsTable, eventsTable }: TestTables, days: number): Promise<number> {
  const all = Array.from({ length: days }, (_, n) => addDays('2026-05-30', -n)).reverse();
  const usageDays = all.map((day, n) => {
    const builder = new TallyBuilder();
    builder.add('login', id, { time: Date.parse(`${day}T03:00:00Z`), id: `d${n}`, source: 'app' });
    return { day, ...builder.build() };
  });
  const numbers = await new DynamoLifetime(client, accountsTable).learn(account, usageDays);
  const raw = all.map((day, n) => event({ account, id: `d${n}`, time: Date.parse(`${day}T03:00:00Z`) }));
  const ofUsage = usageDays.flatMap((day) => [
    ...encodeTallyRows(key.accountKey(account), key.usageKey(day.day), encodeNumberedTally(day, numbers)),
    ...encodeTallyRows(key.hoursKey(account, day.day), '12', encodeTally(day)).map((row) => ({
      ...row,
      expiresAt: EXPIRES,
    })),
  ]);
  await batchPut(client, eventsTable, raw);
  await batchPut(client, accountsTable, ofUsage);
  return raw.length + ofUsage.length + 1;
}
