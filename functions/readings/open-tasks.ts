import type { TeamReading } from '../../domain/company/team.ts';
import type { Move } from '../../domain/improvement-map/moves.ts';
import type { ListedTask } from '../../domain/tasks/listed-task.ts';
import { type Load, type LoadSetting, loadsOf } from '../../domain/tasks/load.ts';
import { countsOf, inOrder, type TaskCounts, type TaskOrder } from '../../domain/tasks/task-list.ts';
import type { Day } from '../../domain/time/day.ts';
import { Expiring } from '../runtime/expiring.ts';
import type { DynamoImprovements } from '../store/improvement/improvements.ts';
import type { DynamoAssignedTasks } from '../store/work/assigned-tasks.ts';
import type { TeamRecords } from '../store/work/team-records.ts';

/** Whoever chooses one filter after the other, or leafs on, does so among these. */
const KEPT_FOR_MS = 10_000;

/** What everybody has to do, as it was read; what each page wants of all of it is made once. */
export class OpenTasks {
  private readonly ordered = new Map<TaskOrder, readonly ListedTask[]>();
  private counted: { asOf: Day; counts: TaskCounts } | undefined;
  private load: { asOf: Day; loads: readonly Load[] } | undefined;

  constructor(
    readonly team: TeamReading,
    readonly open: readonly ListedTask[],
    /** What they do about how the team works. */
    readonly moves: readonly Move[],
  ) {}

  inOrder(order: TaskOrder): readonly ListedTask[] {
    const ordered = this.ordered.get(order) ?? inOrder(this.open, order);
    this.ordered.set(order, ordered);
    return ordered;
  }

  counts(today: Day): TaskCounts {
    if (this.counted?.asOf !== today) this.counted = { asOf: today, counts: countsOf(this.open, today) };
    return this.counted.counts;
  }

  loads(setting: LoadSetting): readonly Load[] {
    if (this.load?.asOf !== setting.today) {
      this.load = { asOf: setting.today, loads: loadsOf(this.open, this.team.members, setting) };
    }
    return this.load.loads;
  }
}

interface Reading {
  lists: Pick<TeamRecords, 'team'>;
  assigned: Pick<DynamoAssignedTasks, 'listed'>;
  improvements: Pick<DynamoImprovements, 'openMoves'>;
  now: () => number;
}

/** What everybody has to do, as it was some seconds ago at most. */
export function openTasksKept({ lists, assigned, improvements, now }: Reading): Expiring<OpenTasks> {
  const read = async () => {
    const [team, moves] = await Promise.all([lists.team(), improvements.openMoves()]);
    const people = [...team.members.map(({ id }) => id), ...team.unreadable];
    return new OpenTasks(team, await assigned.listed(people), moves);
  };
  return new Expiring(read, { forMs: KEPT_FOR_MS, now });
}
