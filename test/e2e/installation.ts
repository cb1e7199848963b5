import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type AttributeValue, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { addDays, type Day } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { dynamoClient } from '../../functions/store/client.ts';
import { accountKey } from '../../functions/store/keys.ts';
import { localCredentials } from '../../local/ministack.ts';
import { operate } from '../../local/operator.ts';
import type { LocalOutputs } from '../../local/run-files.ts';
import { rowsUnder } from '../support/tables.ts';

/** What the tests share: the deployed stack of the global set-up, and its mailbox. */
export const outputs: LocalOutputs = JSON.parse(readFileSync(process.env.SAKIMAWARI_OUTPUTS as string, 'utf8'));
export const clock = localClock('Asia/Tokyo');

const executable = join(import.meta.dirname, '../../cli/sakimawari.mjs');
export const dynamo = dynamoClient({
  endpoint: outputs.awsEndpoint,
  region: outputs.region,
  credentials: () => localCredentials,
});
const folder = mkdtempSync(join(tmpdir(), 'sakimawari-story-'));
let files = 0;

export interface PostedEvent {
  id: string;
  account: string;
  user?: string;
  event: string;
  time: string;
}

export interface CaughtMail {
  subject: string;
  from: { address: string; name: string }[];
  to: { address: string; name: string }[];
  replyTo?: { address: string }[];
  text: string;
  html: string;
}

/** At noon of the company's day, so that no clock and no zone moves it to another. */
export function noonOf(day: Day): string {
  return new Date(clock.startOf(day) + 12 * 3_600_000).toISOString();
}

export function todayMinus(days: number): Day {
  return addDays(clock.dayOf(Date.now()), -days);
}

export function logins(account: string, user: string, daysAgo: number, count = 1): PostedEvent[] {
  const day = todayMinus(daysAgo);
  return Array.from({ length: count }, (_, n) => ({
    id: `${user}-${day}-${n}`,
    account,
    user,
    event: 'login',
    time: noonOf(day),
  }));
}

/** Something from the source on each of the last days, of nobody in particular: without it, silence would be no evidence. */
export function heartbeat(account: string): PostedEvent[] {
  return [3, 2, 1].map((daysAgo) => ({
    id: `heartbeat-${todayMinus(daysAgo)}`,
    account,
    event: 'page.viewed',
    time: noonOf(todayMinus(daysAgo)),
  }));
}

export async function importRows(kind: 'csms' | 'accounts' | 'contacts', rows: Record<string, unknown>[]) {
  return operate<{ imported: number; refused: unknown[] }>('import', kind, fileOf(rows));
}

export async function sendEvents(events: PostedEvent[]): Promise<void> {
  await operate('send-events', fileOf(events), '--source', 'demo');
}

export function fileOf(rows: object[]): string {
  return textFileOf(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), 'ndjson');
}

export function textFileOf(text: string, extension: string): string {
  files += 1;
  const file = join(folder, `${files}.${extension}`);
  writeFileSync(file, text);
  return file;
}

/** Runs the executable as an operator does, from a folder that isn't the project's. */
export function sakimawari(...args: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [executable, ...args], { cwd: folder }, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** Everything stored under an account, as it is stored. */
export async function rowsOf(account: string): Promise<Record<string, AttributeValue>[]> {
  return rowsUnder(dynamo, await accountsTable(), accountKey(account));
}

export async function accountsTable(): Promise<string> {
  const { awsEndpoint: endpoint, region } = outputs;
  const sdk = new DynamoDBClient({ endpoint, region, credentials: localCredentials });
  const { TableNames = [] } = await sdk.send(new ListTablesCommand());
  return TableNames.find((name) => /accounts/i.test(name)) as string;
}

export async function mailsTo(address: string): Promise<CaughtMail[]> {
  const answer = await fetch(`${outputs.mailboxUrl}/email`);
  const mails = (await answer.json()) as CaughtMail[];
  return mails.filter(({ to }) => to.some((recipient) => recipient.address === address));
}

/** Asks again until there is an answer. */
export async function until<Answer>(
  what: string,
  timeoutInMs: number,
  ask: () => Promise<Answer | undefined | false>,
): Promise<Answer> {
  const deadline = Date.now() + timeoutInMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutInMs} ms: ${what}`);
    await pause(100);
  }
}
