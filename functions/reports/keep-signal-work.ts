import { dataMapOf } from '../../domain/data-map/data-map.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { countedFrom, SignalCounter } from '../../domain/signal-work/signal-weeks.ts';
import type { Day } from '../../domain/time/day.ts';
import type { CoverageRows } from '../store/data-map/coverage-rows.ts';
import type { DynamoSignalWork, SignalWork } from '../store/work/signal-work.ts';

interface Keeping {
  signalWork: Pick<DynamoSignalWork, 'read' | 'put' | 'raisedSince'>;
  coverage: Pick<CoverageRows, 'read'>;
  playbook: Playbook;
  today: Day;
  /** ISO. */
  now: string;
}

/** Counts what became of the tasks of the last weeks, by signal; of older weeks it keeps what was counted before. */
export async function keepSignalWork({ signalWork, coverage, playbook, today, now }: Keeping): Promise<void> {
  const [before, arrived] = await Promise.all([signalWork.read(), coverage.read()]);
  const from = countedFrom(today, before === undefined);
  const counter = new SignalCounter(today);
  for await (const tasks of signalWork.raisedSince(from)) for (const task of tasks) counter.count(task);
  const signals = arrived === undefined ? [] : dataMapOf(playbook, arrived, new Map()).signals;
  const data: SignalWork['data'] = {};
  for (const { signal, state, needs } of signals) {
    data[signal] = { state, missing: needs.filter(({ arrives }) => !arrives).map(({ name }) => name) };
  }
  await signalWork.put({ countedAt: now, weeks: counter.after(before?.weeks ?? [], from), data });
}
