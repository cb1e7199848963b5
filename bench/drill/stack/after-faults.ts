import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from '../../../functions/store/item.ts';
import { STATE_SORT_KEY } from '../../../functions/store/keys.ts';
import type { LocalOutputs } from '../../../local/run-files.ts';
import { checkCounted, newVerdicts, type Verdicts } from '../verdicts.ts';
import { MAIL_DOMAIN } from './stack-company.ts';

export const stackProperties = {
  counted: 'events that were acknowledged count exactly once in usage days',
  sentOnce: 'mails go out at most once',
  owed: 'each mail that is said to be sent was taken by SES, and each that SES took is said to be sent or held for a person',
  drained: 'mails come to an end: sent, or waiting for a person or their hour',
  scored: 'each account is scored for the day, its signal raised once and its task too',
  told: 'each mail that is held is told by doctor, with its number',
} as const;

export type StackProperty = keyof typeof stackProperties;
export type StackVerdicts = Verdicts<StackProperty>;

/** What SES took, as the local one remembers it until it ends. */
export interface TakenMail {
  MessageId: string;
  To: string[];
  Subject: string;
}

export async function mailsTaken({ awsEndpoint }: LocalOutputs): Promise<TakenMail[]> {
  const answer = await fetch(`${awsEndpoint}/_ministack/ses/messages`);
  const { messages } = (await answer.json()) as { messages: Record<string, TakenMail[]> };
  return Object.values(messages).flat();
}

/** Which of our mails lie in the mailbox, whenever it was started: each by the id that we gave it, with that of SES. */
export function mailsCaught(folder: string): { mail: string; messageId: string }[] {
  const mails = join(folder, 'mails');
  const headerOf = (text: string, name: string) =>
    new RegExp(`^${name}: *(?:\\r?\\n )?<?([^\\r\\n>]+)`, 'im').exec(text)?.[1] ?? '';
  return readdirSync(mails).flatMap((name) => {
    if (!name.endsWith('.eml')) return [];
    const text = readFileSync(join(mails, name), 'utf8');
    return [{ mail: headerOf(text, 'X-Sakimawari-Mail'), messageId: headerOf(text, 'Message-ID') }];
  });
}

interface Look {
  rows: Item[];
  day: string;
  /** Of which a night was to score each. */
  accounts: string[];
  acknowledged: ReadonlyMap<string, number>;
  taken: TakenMail[];
  caught: ReturnType<typeof mailsCaught>;
  doctor: { check: string; ok: boolean; detail: string }[];
}

/** The same signal of the same account is the same, whatever the day on which it was raised. */
const withoutDay = (id: string) => id.replace(/\/\d{4}-\d{2}-\d{2}/, '');

const text = (row: Item, name: string) => row[name]?.S;

export function stackVerdicts(look: Look): StackVerdicts {
  const { rows, day, accounts, acknowledged, taken, caught, doctor } = look;
  const { verdicts, check } = newVerdicts(stackProperties);
  const ofAccount = new Set(accounts.map((account) => `account#${account}`));
  const own = rows.filter(({ pk }) => ofAccount.has(`${pk?.S}`));
  const bySort = (beginning: string) => own.filter(({ sk }) => `${sk?.S}`.startsWith(beginning));

  checkCounted(own, acknowledged, check);
  verdicts.counted.looked = [...acknowledged.values()].reduce((all, n) => all + n, 0);

  const mails = bySort('1#mail#');
  const ownTaken = taken.filter(({ To }) => To.some((to) => to.includes(MAIL_DOMAIN)));
  const isOwn = new Set(accounts);
  const ownCaught = caught.filter(({ mail }) => isOwn.has(mail.split('/')[0] as string));
  const asSent = [
    ...ownTaken.map(({ To, Subject, MessageId }) => ({ what: `"${Subject}" to ${To}, as SES took it`, MessageId })),
    ...ownCaught.map(({ mail, messageId }) => ({ what: `${mail} in the mailbox`, MessageId: messageId })),
  ];
  const times = new Map<string, Set<string>>();
  for (const { what, MessageId } of asSent) times.set(what, (times.get(what) ?? new Set()).add(MessageId));
  for (const [what, ids] of times) check('sentOnce', ids.size === 1, () => `${what}: ${ids.size} times`);

  const ids = new Set(ownTaken.map(({ MessageId }) => MessageId));
  const noted = new Set(mails.map((row) => text(row, 'messageId')));
  const held = mails.filter((row) => text(row, 'status') === 'held');
  for (const row of mails) {
    const status = text(row, 'status') ?? '';
    const isEnd = ['sent', 'delivered', 'delayed', 'held', 'dropped', 'off', 'approval', 'waiting'].includes(status);
    check('drained', isEnd, () => `${row.sk?.S} is ${status}`);
    const wasTaken = status !== 'sent' || ids.has(text(row, 'messageId') ?? '');
    check('owed', wasTaken, () => `${row.sk?.S} was not taken by SES`);
  }
  const unknown = ownTaken.filter(({ MessageId }) => !noted.has(MessageId));
  check('owed', unknown.length <= held.length, () => `${unknown.length} taken and not noted, ${held.length} held`);

  for (const account of accounts) {
    const ofThis = own.filter(({ pk }) => pk?.S === `account#${account}`);
    const state = ofThis.find(({ sk }) => sk?.S === STATE_SORT_KEY);
    check(
      'scored',
      state !== undefined && JSON.stringify(state).includes(day),
      () => `${account} was not scored on ${day}`,
    );
    for (const beginning of ['1#episode#', '1#task#']) {
      const raised = ofThis.flatMap(({ sk }) => (`${sk?.S}`.startsWith(beginning) ? [withoutDay(`${sk?.S}`)] : []));
      const isOnce = raised.length > 0 && new Set(raised).size === raised.length;
      check('scored', isOnce, () => `${account} has ${raised.join(', ') || `no ${beginning}`}`);
    }
  }
  const found = doctor.find((one) => one.check === 'held-mails');
  const allHeld = rows.filter(
    (row) => /^1#(mail|slack|bus)#/.test(`${row.sk?.S}`) && text(row, 'status') === 'held',
  ).length;
  const isTold = allHeld === 0 ? found?.ok === true : found?.ok === false && found.detail.startsWith(`${allHeld} `);
  check('told', isTold, () => `${allHeld} are held, and doctor says: ${found?.detail}`);
  verdicts.told.looked = Math.max(allHeld, 1);
  return verdicts;
}
