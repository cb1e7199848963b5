import type { TeamReading } from '../../domain/company/team.ts';
import type { ListedTask } from '../../domain/tasks/listed-task.ts';
import { Expiring } from '../runtime/expiring.ts';
import type { DynamoAssignedTasks } from '../store/work/assigned-tasks.ts';
import type { TeamRecords } from '../store/work/team-records.ts';

/** Whoever chooses one filter after the other, or leafs on, does so among these. */
const KEPT_FOR_MS = 10_000;

export interface OpenTasks {
  team: TeamReading;
  open: ListedTask[];
}

interface Reading {
  lists: Pick<TeamRecords, 'team'>;
  assigned: Pick<DynamoAssignedTasks, 'listed'>;
  now: () => number;
}

/** What everybody has to do, as it was some seconds ago at most. */
export function openTasksKept({ lists, assigned, now }: Reading): Expiring<OpenTasks> {
  const read = async () => {
    const team = await lists.team();
    const people = [...team.members.map(({ id }) => id), ...team.unreadable];
    return { team, open: await assigned.listed(people) };
  };
  return new Expiring(read, { forMs: KEPT_FOR_MS, now });
}
