import type { Day } from '../../domain/time/day.ts';
import type { DynamoDBClient } from '../store/client.ts';
import { DynamoPlaybooks } from '../store/playbooks/playbooks.ts';
import { DynamoStudies } from '../store/studies/studies.ts';
import { DynamoSignalWork } from '../store/work/signal-work.ts';
import { Studies } from '../studies/studies.ts';

/** What the rules are and were, what they raised, and what is asked of the past by them. */
export const ruleReaders = (
  client: DynamoDBClient,
  table: string,
  { now, todayOf }: { now: () => number; todayOf: (at: number) => Day },
) => ({
  playbooks: new DynamoPlaybooks(client, table),
  signalWork: new DynamoSignalWork(client, table),
  studies: new Studies({ records: new DynamoStudies(client, table), runs: null, now, todayOf }),
});
