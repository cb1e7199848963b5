import type { Stage } from '../../domain/account/account.ts';
import { stageOn } from '../../domain/ledger/facts-as-of.ts';
import type { Day } from '../../domain/time/day.ts';
import type { LedgerReader } from '../store/ledger/ledger-reader.ts';
import type { DynamoTasks } from '../store/work/tasks.ts';

interface StageReading {
  tasks: Pick<DynamoTasks, 'stageOf'>;
  ledger: Pick<LedgerReader, 'read'>;
}

/** The stage that an account was in as something was done: of an earlier day by its ledger, else as its last evaluation left it. */
export async function stageOfDay(
  { tasks, ledger }: StageReading,
  account: string,
  { day, today }: { day: Day; today: Day },
): Promise<Stage | undefined> {
  return day < today ? stageOn(await ledger.read(account), day) : tasks.stageOf(account);
}
