import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SkippedAccounts } from '../../domain/evaluation/skipped-accounts.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { LocalError } from '../local-error.ts';
import { operate } from '../operator.ts';
import type { Report } from '../progress.ts';
import { defaultPlaybookFile, demoCompanyAsOf, storiesFile } from './company.ts';
import { demoPlaybook, factFiles, factsAsOf, pastFiles } from './facts.ts';
import { bringToPresent, type DemoEvent, readActivity } from './history.ts';
import { inventedEvents } from './invented.ts';
import { presentWeeks } from './stretches.ts';
import { doTeamWork } from './team-work.ts';
import { workHistory } from './work-history.ts';
import { writeWorkHistory } from './write-work-history.ts';

/** So many past days are scored one by one, so that episodes have a history. */
export const replayedDays = 20;

export interface DemoOptions {
  awsEndpoint: string;
  /** Where the files that are loaded stay, to be looked at. */
  folder: string;
  today: Day;
  clock: LocalClock;
  report: Report;
}

/** All that the demo company's product has sent by today, in the order in which it would have come in. */
export function demoEvents(today: Day, clock: LocalClock, historyInDays?: number): DemoEvent[] {
  const activity = bringToPresent(readActivity(), presentWeeks, today, clock, historyInDays);
  const events = [...activity, ...inventedEvents(today, clock)];
  return events.sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
}

/** Loads the demo company through the doors that a customer uses: the operator's command and signed webhooks. */
export async function loadDemo({ awsEndpoint, folder, today, clock, report }: DemoOptions): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  await report('Importing team, accounts and contacts', async () => {
    const defaultPlaybook = readFileSync(defaultPlaybookFile, 'utf8');
    await operate('playbook', 'push', write('playbook.yaml', demoPlaybook(defaultPlaybook)), '--stories', storiesFile);
    for (const name of factFiles) await operate('import', name, write(`${name}.csv`, factsAsOf(name, today)));
    for (const [name, what] of Object.entries(pastFiles)) {
      await operate('import', what, write(`${name}.csv`, factsAsOf(name as keyof typeof pastFiles, today)));
    }
  });
  const events = demoEvents(today, clock);
  const startOfYesterday = new Date(clock.startOf(addDays(today, -1))).toISOString();
  await report('Sending half a year of usage events, signed', async () => {
    await sendEvents('history', ({ time }) => time < startOfYesterday);
  });
  await report(`Scoring the ${replayedDays} days until yesterday, one by one`, async () => {
    for (let daysAgo = replayedDays; daysAgo >= 1; daysAgo -= 1) await score(daysAgo);
  });
  // Events of yesterday are evaluated as of today, as soon as they are in; no earlier day can be scored after that.
  await report('Sending the events of yesterday, and scoring today', async () => {
    await sendEvents('yesterday', ({ time }) => time >= startOfYesterday);
    await score(0);
    await operate('settle');
  });
  await report('Doing some of the work, as the team would', async () => {
    await writeWorkHistory(workHistory(today, demoCompanyAsOf(today)), awsEndpoint);
    await doTeamWork(today);
    // What is told of the work is counted by the run.
    await score(0);
    await operate('settle');
  });

  async function sendEvents(name: string, isMeant: (event: DemoEvent) => boolean) {
    const lines = events.filter(isMeant).map((event) => `${JSON.stringify(event)}\n`);
    await operate('send-events', write(`${name}.ndjson`, lines.join('')));
    await operate('settle');
  }

  async function score(daysAgo: number) {
    const asOf = addDays(today, -daysAgo);
    const { skipped } = await operate<{ skipped: SkippedAccounts[] }>('score', '--as-of', asOf);
    if (skipped.length > 0)
      throw new LocalError('demo-not-scored', [
        `The demo company could not be scored as of ${asOf}.`,
        ...skipped.map(({ examples, reason }) => `${examples.join(', ')}: skipped, ${reason}`),
      ]);
  }
}
