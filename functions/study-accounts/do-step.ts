import { sumOfSkipped } from '../../domain/evaluation/skipped-accounts.ts';
import { DynamoAccounts } from '../store/accounts/accounts.ts';
import { idsOfBucket } from '../store/accounts/ids-of-bucket.ts';
import { ACCOUNT_BUCKETS } from '../store/keys.ts';
import { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import type { DynamoStudies, StudyPart, StudyRecord } from '../store/studies/studies.ts';
import { type AnyStudyKind, studyKindNamed } from '../studies/kinds.ts';
import { openSetting, type StudySources, withSources } from '../studies/open-setting.ts';
import { goThrough } from './go-through.ts';

export interface ShardTools {
  sources: StudySources;
  /** What this process has computed so far (ms): other shards may share the processor, so that the clock says little. */
  cpuMs: () => number;
}

/** A shard of the accounts. */
export async function goThroughShard(
  record: StudyRecord,
  shard: number,
  studies: DynamoStudies,
  { sources, cpuMs }: ShardTools,
): Promise<{ accounts: number }> {
  const kind = studyKindNamed(record.kind);
  if (kind.ofShard !== undefined) {
    const part = await partOfStories(kind.ofShard, record, shard, sources, cpuMs);
    await studies.keepPart(record, shard, part);
    return { accounts: 0 };
  }
  const { client, table } = sources;
  const accounts = new DynamoAccounts(client, table);
  const size = ACCOUNT_BUCKETS / record.shards;
  const buckets = Array.from({ length: size }, (_, n) => shard * size + n);
  const [base, ids] = await Promise.all([
    openSetting(sources, record),
    Promise.all(buckets.map((bucket) => idsOfBucket(client, table, bucket))),
  ]);
  const setting = await withSources(sources, record, base);
  const part = await goThrough(kind, record, setting, ids.flat(), accounts, cpuMs);
  await studies.keepPart(record, shard, part);
  return { accounts: part.accounts };
}

async function partOfStories(
  ofShard: NonNullable<AnyStudyKind['ofShard']>,
  record: StudyRecord,
  shard: number,
  sources: StudySources,
  cpuMs: () => number,
): Promise<StudyPart> {
  const stories = (await new DynamoPlaybooks(sources.client, sources.table).stories()) ?? [];
  const { running } = await openSetting(sources, record);
  const from = cpuMs();
  const part = ofShard(record.question, { running, stories }, { shard, shards: record.shards });
  return { part, accounts: 0, failed: [], computedInMs: cpuMs() - from };
}

/** Puts together what came of all shards. */
export async function conclude(
  record: StudyRecord,
  studies: DynamoStudies,
  sources: StudySources,
  endedAt: () => string,
): Promise<{ accounts: number }> {
  const kind = studyKindNamed(record.kind);
  const [setting, parts] = await Promise.all([openSetting(sources, record), studies.parts(record)]);
  const total = parts.map(({ part }) => part).reduce(kind.add, kind.nothing);
  const through = parts.reduce((sum, part) => sum + part.accounts, 0);
  await studies.keepAnswer(record, {
    attempt: record.attempt,
    answer: kind.answer(total, record.question, setting),
    accounts: through,
    failed: sumOfSkipped(parts.flatMap(({ failed }) => failed)),
    computedInMs: Math.round(parts.reduce((sum, { computedInMs }) => sum + computedInMs, 0)),
  });
  await studies.end(record, 'done', endedAt());
  return { accounts: through };
}
