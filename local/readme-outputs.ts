import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { explanationText } from '../cli/commands/accounts/explain.ts';
import { Screen } from '../cli/screen.ts';
import { type Explanation, explanationOf } from '../domain/evaluation/explanation.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Task } from '../domain/tasks/task.ts';
import type { Day } from '../domain/time/day.ts';
import { recordedEpisodes } from '../functions/scoring/recorded-episodes.ts';
import { demoCompanyAsOf } from './demo/company.ts';
import { shortHistoryInDays } from './demo/history.ts';
import { replayedDays } from './demo/load-demo.ts';
import { type ReplayedAccount, replayCompany } from './demo/replay-company.ts';
import { findingsOf } from './first-screen.ts';
import { readLocalCompany } from './local-config.ts';
import { projectFolder } from './ministack.ts';

/** The day on which the README's outputs were taken. */
export const README_DAY = '2026-11-29';
const EXPLAINED = 'grunt';
const FINDINGS_SHOWN = 5;
const MONTHS_SHOWN = 5;
const SIGNALS_SHOWN = ['hand-over', 'logins-fell', 'renewal-due'];
const INDICATORS_END = 'SIGNAL';

/** What the README shows as output, by name: computed without an installation, by the rules and words it runs with. */
export function readmeOutputs(day: Day = README_DAY): Record<string, string> {
  const { accounts, contacts, playbook } = demoCompanyAsOf(day);
  const { accounts: replayed } = replayCompany(readLocalCompany(), {
    today: day,
    days: replayedDays + 1,
    historyInDays: shortHistoryInDays,
    progress: () => {},
  });
  const explanations = replayed
    .map((account) => explained(account, playbook))
    .sort((a, b) => (a.account < b.account ? -1 : 1));
  const tasks = replayed.flatMap(openTasks);
  const findings = findingsOf({ playbook, accounts, contacts, explanations, tasks });
  const indicators = explanationText(
    silentScreen(),
    explanations.find(({ account }) => account === EXPLAINED) as Explanation,
  );
  return {
    'first-screen': [...findings.slice(0, 1 + FINDINGS_SHOWN), '  …'].join('\n'),
    explain: indicators.slice(0, indicators.indexOf(`\n${INDICATORS_END}`)),
    replay: replayExcerpt(day),
  };
}

function explained({ account, days }: ReplayedAccount, playbook: Playbook): Explanation {
  const { day, evaluation } = days.at(-1) as ReplayedAccount['days'][number];
  const recorded = recordedEpisodes(evaluation.next, playbook, day);
  return explanationOf({ id: account }, { playbook, version: 'v1' }, evaluation, recorded);
}

function openTasks({ days }: ReplayedAccount): Task[] {
  return days.reduce((open: Task[], { closed, tasks }) => {
    const over = new Set(closed.map(({ id }) => id));
    return [...open.filter(({ episode }) => !over.has(episode)), ...tasks];
  }, []);
}

/** The last months of some signals, and the sums. */
function replayExcerpt(day: Day): string {
  const run = ['tsx', 'local/replay.ts', '--as-of', day];
  const output = execFileSync('npx', run, {
    cwd: projectFolder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = output.split('\n');
  const rows = lines
    .filter((line) => line.startsWith('OPENED ') || SIGNALS_SHOWN.some((signal) => line.startsWith(`${signal} `)))
    .map((line) => line.split(/ {2,}/))
    .map(([name, ...counts]) => [name as string, ...counts.slice(-1 - MONTHS_SHOWN)]);
  const [heads = [], ...body] = rows;
  const figures = lines.find((line) => line.includes(' tasks raised')) as string;
  const untimed = figures.slice(0, figures.indexOf('reminders included.') + 'reminders included.'.length);
  return [silentScreen().table(heads, body), '…', `${untimed} …`].join('\n');
}

function silentScreen(): Screen {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  return new Screen(nowhere, nowhere, false);
}

/** A page with each output in the block under its marker, `<!-- output: NAME -->`. */
export function withOutputs(page: string, outputs: Record<string, string>): string {
  return page.replace(
    /^( *)<!-- output: ([\w-]+) -->\n+ *```\n.*?^ *```$/gms,
    (_block, indent: string, name: string) => {
      const output = outputs[name];
      if (output === undefined) throw new Error(`There is no output called "${name}".`);
      const lines = ['```', ...output.split('\n'), '```'].map((line) => (line === '' ? '' : `${indent}${line}`));
      return [`${indent}<!-- output: ${name} -->`, '', ...lines].join('\n');
    },
  );
}

export const pagesWithOutputs = ['README.md', 'README.ja.md'].map((name) => join(projectFolder, name));
