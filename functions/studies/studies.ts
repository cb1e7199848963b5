import { createHash } from 'node:crypto';
import type { SkippedAccounts } from '../../domain/evaluation/skipped-accounts.ts';
import type { Day } from '../../domain/time/day.ts';
import type { NamedRuns } from '../aws/named-runs.ts';
import { STUDY_SHARDS } from '../store/keys.ts';
import type { DynamoStudies, FoundStudy, StudyRecord, StudyState } from '../store/studies/studies.ts';
import type { AnswerOf, QuestionOf, StudyName } from './kinds.ts';

/** A study as whoever asked sees it. */
export interface StudyLook<Name extends StudyName = StudyName> {
  id: string;
  question: QuestionOf<Name>;
  /** The version of the playbook that it goes by. */
  playbook: string;
  askedBy: string;
  /** ISO. */
  askedAt: string;
  state: StudyState;
  /** How far it has come: shards that are gone through, of all. */
  done: number;
  shards: number;
  endedAt?: string;
  /** Why it failed. */
  why?: string;
  /** Once it is done. */
  answer?: AnswerOf<Name>;
  /** With the answer: accounts that could not be gone through, by why. */
  failed?: SkippedAccounts[];
  /** With the answer: what computing took, over all shards, without reading. */
  computedInSeconds?: number;
}

/** What a study is asked by: the question, and the playbook that ran. */
export interface AskedStudy<Name extends StudyName> {
  kind: Name;
  question: QuestionOf<Name>;
  playbook: string;
  /** What of that playbook it goes by, where that isn't all of it: versions that are alike in it are the same. */
  goesBy?: string;
}

interface Tools {
  records: Pick<DynamoStudies, 'find' | 'begin' | 'end'>;
  /** `null` for who may only read: then how the run stands is told by the record alone. */
  runs: Pick<NamedRuns, 'start' | 'look' | 'stop'> | null;
  now: () => number;
  todayOf(now: number): Day;
}

/** Longer than its state machine runs: what has not ended by then was killed. */
const LONGEST_RUN_IN_MS = 70 * 60_000;
/** Between its record and the start of its run. */
const LONGEST_START_IN_MS = 60_000;
const KILLED = 'it was stopped half-way';

/** Starts studies, says how they stand, and cancels them; whoever asks the same while one runs is told of that one. */
export class Studies {
  constructor(private readonly tools: Tools) {}

  /** A question that was answered before is asked anew: since then more may be known. */
  async start<Name extends StudyName>(asked: AskedStudy<Name>, askedBy: string): Promise<StudyLook<Name>> {
    const { records, now, todayOf } = this.tools;
    const id = studyId(asked);
    const before = await this.standing(id);
    if (before?.record.state === 'running') return lookOf(before);
    const { kind, question, playbook } = asked;
    const record: StudyRecord = {
      ...{ id, kind, question, playbook },
      today: todayOf(now()),
      askedBy,
      askedAt: new Date(now()).toISOString(),
      attempt: (before?.record.attempt ?? 0) + 1,
      shards: STUDY_SHARDS,
      state: 'running',
    };
    if (await records.begin(record)) {
      await this.tools.runs?.start(runOf(record), { study: id, attempt: record.attempt });
      return lookOf({ record, done: 0 });
    }
    const theirs = await records.find(id);
    return lookOf(theirs ?? { record, done: 0 });
  }

  /** The one of this question, running, ended or answered; undefined where nobody has asked it for a quarter. */
  find<Name extends StudyName>(asked: AskedStudy<Name>): Promise<StudyLook<Name> | undefined> {
    return this.look<Name>(studyId(asked));
  }

  async look<Name extends StudyName>(id: string): Promise<StudyLook<Name> | undefined> {
    const found = await this.standing(id);
    return found && lookOf(found);
  }

  /** What has ended stays as it ended. */
  async cancel(id: string): Promise<StudyLook | undefined> {
    const { records, runs, now } = this.tools;
    const found = await this.standing(id);
    if (found === undefined || found.record.state !== 'running') return found && lookOf(found);
    await records.end(found.record, 'cancelled', new Date(now()).toISOString());
    await runs?.stop(runOf(found.record));
    return this.look(id);
  }

  /** As it is on record; one that is said to run and doesn't has failed. */
  private async standing(id: string): Promise<FoundStudy | undefined> {
    const { records, runs, now } = this.tools;
    const found = await records.find(id);
    if (found === undefined || found.record.state !== 'running') return found;
    const { record } = found;
    const age = now() - Date.parse(record.askedAt);
    const run = await runs?.look(runOf(record));
    if (run?.status === 'ended') return this.failed(found, run.why);
    if (age > LONGEST_RUN_IN_MS || (run?.status === 'unknown' && age > LONGEST_START_IN_MS)) {
      return this.failed(found, KILLED);
    }
    // One that is done has said so on record before its run ended.
    return run?.status === 'done' ? records.find(id) : found;
  }

  private async failed(found: FoundStudy, why: string): Promise<FoundStudy | undefined> {
    const { records, runs, now } = this.tools;
    const endedAt = new Date(now()).toISOString();
    const failed: FoundStudy = { ...found, record: { ...found.record, state: 'failed', endedAt, why } };
    // Who may only read leaves it to the next who may write.
    if (runs === null || (await records.end(found.record, 'failed', endedAt, why))) return failed;
    return records.find(found.record.id);
  }
}

/** Kinds whose parts and answers have taken another form, or another meaning: what is stored in an earlier one is not found, and asked anew. */
const FORMS: Partial<Record<StudyName, number>> = { 'what-if': 2, effects: 2, backtest: 2 };

/** The same question by the same playbook is the same study. */
function studyId({ kind, question, playbook, goesBy = playbook }: AskedStudy<StudyName>): string {
  const form = FORMS[kind];
  return createHash('sha256')
    .update(JSON.stringify([kind, goesBy, question, ...(form === undefined ? [] : [form])]))
    .digest('base64url')
    .slice(0, 22);
}

/** The name of its run: the first one that it has under it. */
const runOf = ({ id, attempt }: StudyRecord) => `${id}-${attempt}`;

function lookOf<Name extends StudyName>({ record, done, answer }: FoundStudy): StudyLook<Name> {
  const { id, question, playbook, askedBy, askedAt, state, shards, endedAt, why } = record;
  return {
    id,
    question: question as QuestionOf<Name>,
    playbook,
    askedBy,
    askedAt,
    state,
    done: state === 'done' ? shards : done,
    shards,
    ...(endedAt !== undefined && { endedAt }),
    ...(why !== undefined && { why }),
    ...(answer !== undefined && {
      answer: answer.answer as AnswerOf<Name>,
      failed: answer.failed,
      computedInSeconds: answer.computedInMs / 1000,
    }),
  };
}
