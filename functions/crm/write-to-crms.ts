import pMap from 'p-map';
import {
  afterWriting,
  type CrmRecordState,
  type FieldValues,
  hashOfFields,
  hashOfPart,
} from '../../domain/crm/crm-changes.ts';
import type { CrmMapping, CrmPart } from '../../domain/crm/crm-mapping.ts';
import { type CrmName, crmNames } from '../../domain/crm/crm-names.ts';
import { type CrmProgress, type CrmRun, heldBack, wentOn } from '../../domain/crm/crm-run.ts';
import type { Day } from '../../domain/time/day.ts';
import { log } from '../runtime/log.ts';
import type { CrmRecordStates, DueAccount, DynamoCrm } from '../store/crm/crm-rows.ts';
import { ACCOUNT_BUCKETS } from '../store/keys.ts';
import type { CrmAdapter, RecordChange, RecordProblem, WriteOutcome } from './crm-adapter.ts';
import { changePlanner } from './plan-changes.ts';
import type { AccountReader, ReadAccount } from './read-accounts.ts';
import { type BatchResult, writeBatch } from './write-batch.ts';

export interface CrmWriting {
  store: Pick<DynamoCrm, 'due' | 'keep' | 'keepRun' | 'mapping' | 'run' | 'takeTurn' | 'unmark'>;
  /** Those that the stage has, and the mapping may name. */
  adapters: Partial<Record<CrmName, (part: CrmMapping) => CrmAdapter>>;
  /** Opened by the first account that is looked at: most minutes nothing has changed. */
  openReader(): Promise<AccountReader>;
  idsOfBucket(bucket: number): Promise<string[]>;
  /** Accounts of which people changed something from a moment on (ISO). */
  changedSince(since: string): Promise<string[]>;
  now(): number;
  sleep(ms: number): Promise<unknown>;
  /** Whether there is time for another batch. */
  hasTime(): boolean;
  /** When (ms) the turn is given back by itself. */
  turnEnds: number;
}

/** What a run came to, as metrics and logs tell it. */
export interface CrmReport {
  written: number;
  calls: number;
  refused: number;
  gone: number;
  /** How long the CRM that waits longest has waited. */
  waitsInSeconds: number;
  shut: number;
}

/** An entry of the audit log may become visible some moments after the moment that it tells of. */
const LOOKED_BACK_IN_MS = 5 * 60_000;
const ACCOUNTS_A_CHUNK = 200;
const WRITES_IN_FLIGHT = 16;

const dayOf = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

/** Brings the CRMs up to what is known: what changed first, then all accounts once a day. `null`: another run does. */
export async function writeToCrms(writing: CrmWriting): Promise<CrmReport | null> {
  const { store, now, turnEnds } = writing;
  if (!(await store.takeTurn(now(), turnEnds))) return null;
  const [mapping, run] = await Promise.all([store.mapping(), store.run()]);
  const writer = new CrmWriter(writing, run, mapping);
  try {
    await writer.writeWhatChanged();
    await writer.goThroughAll();
  } finally {
    await store.keepRun(run, turnEnds, true);
  }
  return writer.report();
}

interface OpenCrm {
  crm: CrmName;
  part: CrmPart;
  mapping: string;
  adapter: CrmAdapter;
  lastCallAt: number;
}

class CrmWriter {
  private readonly open: OpenCrm[];
  private reader: AccountReader | undefined;
  private readonly counts = { written: 0, calls: 0, refused: 0, gone: 0 };

  constructor(
    private readonly writing: CrmWriting,
    private readonly run: CrmRun,
    mapping: CrmMapping | null,
  ) {
    this.open = crmNames.flatMap((crm) => {
      const [part, adapterOf] = [mapping?.[crm], writing.adapters[crm]];
      if (!mapping || part === undefined || adapterOf === undefined) return [];
      return { crm, part, mapping: hashOfPart(part), adapter: adapterOf(mapping), lastCallAt: 0 };
    });
    const today = dayOf(writing.now());
    for (const { crm, mapping } of this.open) {
      const before = run.crms[crm];
      if (before?.mapping === mapping) continue;
      // What stood in the way may have been the mapping.
      run.crms[crm] = { mapping, ...(before?.calls && { calls: before.calls }) };
      run.pass = { day: today, bucket: 0 };
    }
    if (run.pass?.day !== today) {
      run.pass = { day: today, bucket: 0 };
      // A field may be there again.
      for (const { crm } of this.open) run.crms[crm] = without(this.progress(crm), 'fields');
    }
  }

  report(): CrmReport {
    const { now } = this.writing;
    const all = this.open.map(({ crm }) => this.progress(crm));
    const waits = all.flatMap(({ waiting }) => (waiting ? [now() - Date.parse(waiting.since)] : []));
    return {
      ...this.counts,
      waitsInSeconds: Math.round(Math.max(0, ...waits) / 1000),
      shut: all.filter(({ isShut }) => isShut).length,
    };
  }

  async writeWhatChanged(): Promise<void> {
    const { store, now, changedSince, hasTime, turnEnds } = this.writing;
    const began = now();
    const due = await store.due(new Date(began).toISOString());
    const since = this.run.lookedUntil;
    const byPeople = since === undefined ? [] : await changedSince(since);
    const marked = new Set(due.map(({ account }) => account));
    const all: (DueAccount | { account: string })[] = [
      ...due,
      ...byPeople.filter((account) => !marked.has(account)).map((account) => ({ account })),
    ];
    for (const chunk of chunksOf(all, ACCOUNTS_A_CHUNK)) {
      if (!hasTime()) return;
      await this.write(chunk.map(({ account }) => account));
      // Known before the marks are gone: a run that dies leaves nobody behind.
      if (this.isAnyBehind()) await store.keepRun(this.run, turnEnds);
      const isMarked = (one: (typeof chunk)[number]): one is DueAccount => 'since' in one;
      await pMap(chunk.filter(isMarked), (one) => store.unmark(one), { concurrency: WRITES_IN_FLIGHT });
    }
    this.run.lookedUntil = new Date(began - LOOKED_BACK_IN_MS).toISOString();
  }

  /** Whatever was missed, and what a CRM did not take while it was away. */
  async goThroughAll(): Promise<void> {
    const { idsOfBucket, hasTime, store, turnEnds, now } = this.writing;
    for (const { crm } of this.writable().filter((one) => this.progress(one.crm).isBehind)) {
      this.run.crms[crm] = without(this.progress(crm), 'isBehind');
      this.run.pass = { day: dayOf(now()), bucket: 0 };
    }
    const pass = this.run.pass as NonNullable<CrmRun['pass']>;
    while (pass.bucket < ACCOUNT_BUCKETS && hasTime() && this.writable().length > 0) {
      const { bucket } = pass;
      for (const chunk of chunksOf(await idsOfBucket(bucket), ACCOUNTS_A_CHUNK)) {
        if (!hasTime()) return;
        await this.write(chunk);
      }
      pass.bucket = bucket + 1;
      if (pass.bucket === ACCOUNT_BUCKETS) this.endPass();
      await store.keepRun(this.run, turnEnds);
    }
  }

  /** Whoever was away and has nothing left to be told waits for nothing; of one that is shut only an answer says that it opened. */
  private endPass(): void {
    for (const { crm } of this.writable()) {
      const progress = this.progress(crm);
      if (!progress.isBehind && !progress.isShut) this.run.crms[crm] = wentOn(progress);
    }
  }

  private isAnyBehind(): boolean {
    return this.open.some(({ crm }) => this.progress(crm).isBehind);
  }

  private progress(crm: CrmName): CrmProgress {
    return this.run.crms[crm] as CrmProgress;
  }

  private writable(): OpenCrm[] {
    return this.open.filter(({ crm }) => this.isWritable(crm));
  }

  private isWritable(crm: CrmName): boolean {
    return (this.progress(crm).notBefore ?? '') <= new Date(this.writing.now()).toISOString();
  }

  private async write(ids: readonly string[]): Promise<void> {
    const crms = this.writable();
    for (const { crm } of this.open.filter((one) => !crms.includes(one))) this.fallBehind(crm);
    if (crms.length === 0) return;
    this.reader ??= await this.writing.openReader();
    const accounts = await this.reader.read(ids);
    const after = new Map<string, CrmRecordStates>();
    for (const open of crms) await this.writeInto(open, accounts, after);
    await pMap(after, ([account, recordStates]) => this.writing.store.keep(account, recordStates), {
      concurrency: WRITES_IN_FLIGHT,
    });
  }

  private async writeInto(open: OpenCrm, accounts: ReadAccount[], after: Map<string, CrmRecordStates>): Promise<void> {
    const { crm, part, adapter } = open;
    const { words } = this.reader as AccountReader;
    const byRecord = new Map<string, ReadAccount>();
    const fieldsOf = new Map<string, FieldValues>();
    const leftOut = new Set(Object.keys(this.progress(crm).fields ?? {}));
    const plan = changePlanner({ crm, part, words, leftOut, day: dayOf(this.writing.now()) });
    const changes = accounts.flatMap((account) => {
      const change = plan(account);
      if ('nothing' in change) return [];
      byRecord.set(change.record, account);
      fieldsOf.set(change.record, change.fields);
      return [change];
    });
    for (const batch of chunksOf(changes, adapter.limits.recordsPerCall)) {
      if (!this.isWritable(crm)) return;
      const result = await writeBatch(batch, (some) => this.call(open, some));
      for (const record of [...result.written.keys(), ...result.problems.keys()]) {
        const account = byRecord.get(record) as ReadAccount;
        const recordStates = after.get(account.id) ?? account.recordStates;
        after.set(account.id, {
          ...recordStates,
          [crm]: this.stateAfterBatch(
            open,
            recordStates[crm],
            { record, fields: fieldsOf.get(record) as FieldValues },
            result,
          ),
        });
      }
      this.settle(crm, result);
    }
  }

  private stateAfterBatch(
    { part, mapping }: OpenCrm,
    before: CrmRecordState | undefined,
    { record, fields: asked }: RecordChange,
    { written, problems }: BatchResult,
  ): CrmRecordState {
    const at = new Date(this.writing.now()).toISOString();
    const fields = written.get(record);
    if (fields !== undefined) return afterWriting(before, { record, mapping, part, fields, at });
    const problem = problems.get(record) as RecordProblem;
    const kept = before?.record === record ? before : { record, written: {} };
    if ('gone' in problem) return { ...kept, record, written: {}, mapping, gone: { since: at } };
    return { ...kept, mapping, refused: { since: at, code: problem.code, fields: hashOfFields(asked) } };
  }

  private settle(crm: CrmName, { written, problems, unknownFields, stopped }: BatchResult): void {
    const { now } = this.writing;
    const at = new Date(now()).toISOString();
    const gone = [...problems.values()].filter((problem) => 'gone' in problem).length;
    this.counts.written += written.size;
    this.counts.gone += gone;
    this.counts.refused += problems.size - gone;
    let progress = this.progress(crm);
    if (stopped === undefined) progress = wentOn(progress);
    if (written.size > 0) progress = { ...progress, wroteAt: at };
    const lost = [...unknownFields].map(([field, code]) => [field, { since: at, code }] as const);
    if (lost.length > 0) progress = { ...progress, fields: { ...progress.fields, ...Object.fromEntries(lost) } };
    this.run.crms[crm] = progress;
    for (const [field, code] of unknownFields) log('warn', 'crm-field-left-out', { crm, field, code });
    if (stopped) this.holdBack(crm, stopped);
  }

  private holdBack(crm: CrmName, { code, ...stopped }: Extract<WriteOutcome, { result: 'later' | 'shut' }>): void {
    const { now } = this.writing;
    log('warn', 'crm-waits', { crm, code });
    const retryAfterInSeconds = stopped.result === 'later' ? stopped.retryAfterInSeconds : undefined;
    const isShut = stopped.result === 'shut';
    this.run.crms[crm] = heldBack(this.progress(crm), { code, isShut, retryAfterInSeconds, now: now() });
    this.fallBehind(crm);
  }

  /** What it does not get now it gets by going through all accounts, once it takes something again. */
  private fallBehind(crm: CrmName): void {
    this.run.crms[crm] = { ...this.progress(crm), isBehind: true };
  }

  /** One call, no sooner after the last than the CRM allows, and none beyond our share of the day. */
  private async call(open: OpenCrm, changes: RecordChange[]): Promise<WriteOutcome> {
    const { crm, part, adapter } = open;
    const { now, sleep } = this.writing;
    const day = dayOf(now());
    const progress = this.progress(crm);
    const count = progress.calls?.day === day ? progress.calls.count : 0;
    if (count >= adapter.limits.callsPerDay) {
      const tomorrow = Date.parse(day) + 86_400_000;
      return {
        result: 'later',
        code: 'our-share-of-the-day',
        retryAfterInSeconds: Math.ceil((tomorrow - now()) / 1000),
      };
    }
    const wait = open.lastCallAt + adapter.limits.pauseInMs - now();
    if (wait > 0) await sleep(wait);
    open.lastCallAt = now();
    this.run.crms[crm] = { ...progress, calls: { day, count: count + 1 } };
    this.counts.calls += 1;
    return adapter.write(changes, part.record);
  }
}

function* chunksOf<Value>(values: readonly Value[], size: number): Generator<Value[]> {
  for (let i = 0; i < values.length; i += size) yield values.slice(i, i + size);
}

function without<Value extends object, Name extends keyof Value>(value: Value, name: Name): Value {
  const { [name]: _, ...rest } = value;
  return rest as Value;
}
