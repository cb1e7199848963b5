import pMap from 'p-map';
import { groupedBy } from '../../domain/collections/grouped-by.ts';
import { type BusPost, conversationOf, type OutboxRow } from '../../domain/outbox/outbox.ts';
import { errorFields, log } from '../runtime/log.ts';
import { deliverMail, type MailSending, type SendResult } from './deliver-mail.ts';
import { deliverPost, type PostSending } from './deliver-post.ts';
import { type BusSending, publishToBus } from './publish-to-bus.ts';

/** A claim, a send and its record take less than this; with less time left none is begun. */
export const SEND_TAKES_AT_MOST_IN_MS = 20_000;
/** Enough to hide the services' answer time behind each other; how many leave a second is for the pace to say. */
const ROWS_IN_FLIGHT = 10;

export interface OutboxSending extends MailSending, PostSending, BusSending {
  outbox: MailSending['outbox'] & PostSending['outbox'] & BusSending['outbox'];
}

export type SendCounts = Record<SendResult, number>;

/** Whatever is found of a row afterwards, each row once. */
type Result = { row: OutboxRow; result: SendResult };

/**
 * Sends what is owed, many at a time: what fails concerns no other row, and what fails for a passing reason is left to
 * the sweeper, so that nothing ever blocks the stream. Mails of one conversation go one after the other.
 */
export async function deliverOutbox(
  sending: OutboxSending,
  rows: OutboxRow[],
  hasTime: () => boolean,
): Promise<{ counts: SendCounts; results: Result[] }> {
  const posts = rows.filter((row): row is BusPost => row.channel === 'bus');
  const chains = inChains(rows.filter(({ channel }) => channel !== 'bus'));
  const [published, delivered] = await Promise.all([
    posts.length > 0 && hasTime() ? tryToPublish(sending, posts) : posts.map(() => 'left' as const),
    pMap(chains, (chain) => deliverChain(sending, chain, hasTime), { concurrency: ROWS_IN_FLIGHT }),
  ]);
  const results = [...posts.map((row, i) => ({ row, result: published[i] as SendResult })), ...delivered.flat()];
  const counts: SendCounts = {
    sent: 0,
    waiting: 0,
    asked: 0,
    held: 0,
    dropped: 0,
    unknown: 0,
    pending: 0,
    taken: 0,
    left: 0,
  };
  for (const { result } of results) counts[result] += 1;
  return { counts, results };
}

function inChains(rows: OutboxRow[]): OutboxRow[][] {
  const chains = groupedBy(rows, (row) => {
    const conversation = row.channel === undefined || row.channel === 'mail' ? conversationOf(row) : null;
    return JSON.stringify([row.account, conversation ?? [row.channel, row.id], conversation && readerOf(row)]);
  });
  return [...chains.values()];
}

const readerOf = (row: OutboxRow) => ('to' in row ? (row.contact ?? row.person) : null);

const BLOCKING: ReadonlySet<SendResult> = new Set(['left', 'pending', 'waiting', 'asked', 'unknown']);

/** While one of a conversation is still owed, those after it wait: a reminder must not overtake what it reminds of. */
async function deliverChain(sending: OutboxSending, chain: OutboxRow[], hasTime: () => boolean): Promise<Result[]> {
  const results: Result[] = [];
  let isBlocked = false;
  for (const row of chain) {
    const result = isBlocked || !hasTime() ? 'left' : await trySend(sending, row);
    if (BLOCKING.has(result)) isBlocked = true;
    results.push({ row, result });
  }
  return results;
}

/** `left`: nothing is known of it but that it is still owed, or that its claim will expire. */
async function trySend(sending: OutboxSending, row: OutboxRow): Promise<SendResult> {
  try {
    if (row.channel === 'chat') return await deliverPost(sending, row);
    if (row.channel === 'bus') throw new TypeError('the bus takes many posts at once');
    return await deliverMail(sending, row);
  } catch (error) {
    log('error', 'not delivered', { channel: row.channel ?? 'mail', ...errorFields(error) });
    return 'left';
  }
}

async function tryToPublish(sending: OutboxSending, posts: BusPost[]): Promise<SendResult[]> {
  try {
    return await publishToBus(sending, posts);
  } catch (error) {
    log('error', 'events not published', errorFields(error));
    return posts.map(() => 'left');
  }
}
