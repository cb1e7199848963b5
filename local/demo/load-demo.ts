import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, type Day } from '../../domain/day.ts';
import type { LocalClock } from '../../domain/time-zone.ts';
import { projectFolder } from '../ministack.ts';
import { operate } from '../operator.ts';
import type { Report } from '../progress.ts';
import { demoPlaybook, factFiles, factsAsOf } from './facts.ts';
import { bringToPresent, readActivity } from './history.ts';
import { presentWeeks } from './stretches.ts';

/** So many past days are scored one by one, so that episodes have a history. */
export const replayedDays = 20;

export interface DemoOptions {
  /** Where the files that are loaded stay, to be looked at. */
  folder: string;
  today: Day;
  clock: LocalClock;
  report: Report;
  signal?: AbortSignal;
}

/** Loads the demo company through the doors that a customer uses: the operator's command and signed webhooks. */
export async function loadDemo({ folder, today, clock, report, signal }: DemoOptions): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  await report('Importing team, accounts and contacts', async () => {
    const defaultPlaybook = readFileSync(join(projectFolder, 'playbooks', 'default.yaml'), 'utf8');
    await operate('playbook', 'push', write('playbook.yaml', demoPlaybook(defaultPlaybook)));
    for (const name of factFiles) await operate('import', name, write(`${name}.csv`, factsAsOf(name, today)));
  });
  await report('Sending a year of usage events, signed', async () => {
    const events = bringToPresent(readActivity(), presentWeeks, today, clock);
    const lines = events.map((event) => `${JSON.stringify(event)}\n`);
    await operate('send-events', write('events.ndjson', lines.join('')));
    await operate('settle');
  });
  await report(`Scoring ${replayedDays} past days, one by one`, async () => {
    for (let daysAgo = replayedDays; daysAgo >= 0; daysAgo -= 1) {
      signal?.throwIfAborted();
      await operate('score', '--as-of', addDays(today, -daysAgo));
    }
    await operate('settle');
  });
}
