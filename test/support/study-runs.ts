import { localClock } from '../../domain/time/time-zone.ts';
import type { NamedRun } from '../../functions/aws/named-runs.ts';
import { STUDY_SHARDS } from '../../functions/store/keys.ts';
import { DynamoStudies } from '../../functions/store/studies/studies.ts';
import { Studies } from '../../functions/studies/studies.ts';
import { readStep } from '../../functions/study-accounts/read-step.ts';
import { type StepTools, takeStep } from '../../functions/study-accounts/take-step.ts';
import type { TestTables } from './tables.ts';

/** The state machine in this process: each run stands where the test lets it go on to. */
export class RunsInProcess {
  readonly started: { name: string; input: { study: string; attempt: number } }[] = [];
  readonly stopped: string[] = [];
  private readonly ended = new Map<string, NamedRun>();
  /** A run goes to its end as soon as it is started. */
  goesByItself = true;

  constructor(private readonly tools: StepTools) {}

  async start(name: string, input: object): Promise<void> {
    const run = { name, input: input as { study: string; attempt: number } };
    this.started.push(run);
    if (this.goesByItself) await this.finish(run);
  }

  async look(name: string): Promise<NamedRun> {
    if (!this.started.some((run) => run.name === name)) return { status: 'unknown' };
    return this.ended.get(name) ?? { status: 'running' };
  }

  async stop(name: string): Promise<void> {
    this.stopped.push(name);
    this.ended.set(name, { status: 'ended', why: 'ABORTED: cancelled' });
  }

  /** The run is gone, and nobody put that on record. */
  kill(name: string): void {
    this.ended.set(name, { status: 'ended', why: 'ABORTED:' });
  }

  async goThrough(shards: Iterable<number>, { input } = this.latest): Promise<void> {
    for (const shard of shards) await this.step({ ...input, shard });
  }

  async finish(run = this.latest): Promise<void> {
    await this.goThrough(
      Array.from({ length: STUDY_SHARDS }, (_, shard) => shard),
      run,
    );
    await this.step({ ...run.input, end: 'conclude' });
    this.ended.set(run.name, { status: 'done' });
  }

  /** As it travels through the state machine. */
  step(event: object): ReturnType<typeof takeStep> {
    return takeStep(readStep(JSON.parse(JSON.stringify(event))), this.tools);
  }

  get latest() {
    return this.started.at(-1) as (typeof this.started)[number];
  }
}

/** Studies over real tables, gone through in this process. */
export function studiesInProcess(
  { client, accountsTable }: TestTables,
  company: StepTools['sources']['company'],
  now: () => number,
): { studies: Studies; runs: RunsInProcess } {
  const clock = localClock(company.timeZone);
  const sources = { client, table: accountsTable, company, sources: ['demo'], clock };
  const runs = new RunsInProcess({ sources, now, cpuMs: () => performance.now() });
  const records = new DynamoStudies(client, accountsTable);
  return { runs, studies: new Studies({ records, runs, now, todayOf: (at) => clock.dayOf(at) }) };
}
