import { readFileSync } from 'node:fs';
import { stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { Screen } from '../cli/screen.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { isDay, type Month, monthOf } from '../domain/time/day.ts';
import { localClock } from '../domain/time/time-zone.ts';
import { loadPlaybook, PlaybookError } from '../playbooks/load.ts';
import { type CompanyReplay, replayCompany } from './demo/replay-company.ts';
import { readLocalCompany, readLocalConfig } from './local-config.ts';

const usage = `Usage: npm run replay -- [--as-of DATE] [--days N] [--playbook FILE] [--json]
  --as-of     the last day of the replay, today unless given
  --days      how many days, 365 unless given
  --playbook  by this playbook instead of the demo company's own
  --json      one JSON value instead of tables
`;
const LONGEST_REPLAY_IN_DAYS = 1100;

/** One thing that was raised: an episode that opened, with what was to be done at once. */
interface Raised {
  day: string;
  account: string;
  signal: string;
  subject: string | null;
  tasks: number;
  mails: number;
}

interface Options {
  asOf: string;
  days: number;
  json: boolean;
  playbook: Playbook | undefined;
}

function run({ asOf, days, json, playbook }: Options): void {
  const screen = new Screen(stdout, stderr, json);
  const startedAt = performance.now();
  const replayed = replayCompany(readLocalCompany(), {
    today: asOf,
    days,
    playbook,
    progress: (done, of) => screen.status(`${done} of ${of} accounts …`),
  });
  const tookMs = Math.round(performance.now() - startedAt);
  const raised = raisedIn(replayed);
  screen.show({ asOf, days, tookMs, evaluatedInMs: Math.round(replayed.evaluatedInMs), raised }, () =>
    [tableByMonth(screen, raised), '', listOf(screen, raised), '', figures(replayed, raised, days, tookMs)].join('\n'),
  );
}

function raisedIn({ accounts }: CompanyReplay): Raised[] {
  const raised = accounts.flatMap(({ account, days }) =>
    days.flatMap(({ day, opened, tasks, mails }) =>
      opened.map(({ id, signal, subject }) => ({
        day,
        account,
        signal,
        subject,
        tasks: tasks.filter(({ episode }) => episode === id).length,
        mails: mails.filter(({ id: mail, content }) => mail.startsWith(`${id}/`) && content.type !== 'task').length,
      })),
    ),
  );
  return raised.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function tableByMonth(screen: Screen, raised: Raised[]): string {
  const months = [...new Set(raised.map(({ day }) => monthOf(day)))].sort();
  const signals = [...new Set(raised.map(({ signal }) => signal))].sort();
  const count = (meant: (one: Raised) => boolean) => String(raised.filter(meant).length || '·');
  const isIn = (month: Month) => (one: Raised) => monthOf(one.day) === month;
  const rows = signals.map((signal) => [
    signal,
    ...months.map((month) => count((one) => one.signal === signal && isIn(month)(one))),
    count((one) => one.signal === signal),
  ]);
  const sums = ['', ...months.map((month) => count(isIn(month))), String(raised.length)];
  return screen.table(['OPENED', ...months, 'ALL'], [...rows, sums]);
}

function listOf(screen: Screen, raised: Raised[]): string {
  const rows = raised.map(({ day, account, signal, subject, tasks, mails }) => [
    day,
    account,
    signal,
    subject ?? '–',
    String(tasks),
    String(mails),
  ]);
  return screen.table(['DAY', 'ACCOUNT', 'SIGNAL', 'ABOUT', 'TASKS', 'CUSTOMER MAILS'], rows);
}

function figures({ accounts, events, evaluatedInMs }: CompanyReplay, raised: Raised[], days: number, tookMs: number) {
  const tasks = accounts.flatMap((account) => account.days).reduce((sum, day) => sum + day.tasks.length, 0);
  const accountDays = accounts.length * days;
  return [
    `${accounts.length} accounts over ${days} days, ${events.toLocaleString('en')} events: `,
    `${raised.length} episodes opened, ${tasks} tasks raised, reminders included. `,
    `${(tookMs / 1000).toFixed(1)} s, of which ${(evaluatedInMs / 1000).toFixed(1)} s for `,
    `${accountDays.toLocaleString('en')} evaluations `,
    `(${Math.round((accountDays / evaluatedInMs) * 1000).toLocaleString('en')} account-days a second).`,
  ].join('');
}

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        'as-of': { type: 'string' },
        days: { type: 'string', default: '365' },
        playbook: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const clock = localClock(readLocalConfig().company.timeZone);
    const asOf = values['as-of'] ?? clock.dayOf(Date.now());
    const days = Number(values.days);
    if (!isDay(asOf)) throw new Error(`"${asOf}" is not a date that exists: write it as YYYY-MM-DD.`);
    if (!Number.isInteger(days) || days < 1 || days > LONGEST_REPLAY_IN_DAYS) {
      throw new Error(`"${values.days}" is no number of days from 1 to ${LONGEST_REPLAY_IN_DAYS}.`);
    }
    const playbook = values.playbook && loadPlaybook(readFileSync(values.playbook, 'utf8'), values.playbook);
    return { asOf, days, json: values.json, playbook: playbook || undefined };
  } catch (error) {
    // A playbook's own mistakes are no wrong usage: each is told with its line.
    stderr.write(`${(error as Error).message}\n${error instanceof PlaybookError ? '' : usage}`);
    return undefined;
  }
}

const options = readOptions();
if (options) run(options);
else process.exitCode = 2;
